package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static radio.nightshift.watchdog.CheckLogMariaDbTest.NAMES;
import static radio.nightshift.watchdog.CheckLogMariaDbTest.OLD_TABLE;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MariaDbServer;

/** What a person is told of a MariaDB that does not take checks. */
@Integration
class StoreTroubleTest {
  private static final String STORE = CheckSender.STORE;
  private static final String TWICE = CheckSender.TWICE;

  private static MariaDbServer server;

  @TempDir Path home;

  @BeforeAll
  static void startServer() throws Exception {
    server = MariaDbServer.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @BeforeEach
  void emptyDatabase() throws SQLException {
    server.execute(
        "DROP TABLE IF EXISTS monitoring_logs, nightshift_watchdog",
        "DROP USER IF EXISTS poor@127.0.0.1",
        "CREATE USER poor@127.0.0.1 IDENTIFIED BY 'p'");
  }

  private static StoreLogin login() {
    return new StoreLogin(server.url(), MariaDbServer.USER, MariaDbServer.PASSWORD);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("troubles")
  void troubleIsToldWithItsRemedyAndNothingIsLost(
      String name, List<String> before, StoreLogin login, List<String> words, List<String> remedy)
      throws SQLException {
    server.execute(before.toArray(String[]::new));
    try (CheckLogRig rig = new CheckLogRig(home, login)) {
      rig.note(0, 2);
      rig.log.send();
      assertThat(rig.told(STORE)).as("what is told").contains(words).doesNotContain("m0nit0r");
      assertThat(rig.log.waiting()).as("checks that wait").isEqualTo(2);
      server.execute(remedy.toArray(String[]::new));
    }
    try (CheckLogRig rig = new CheckLogRig(home, login())) {
      rig.log.send();
    }
    assertThat(server.query(NAMES)).as("after the remedy").isEqualTo(CheckLogRig.names(0, 2));
  }

  static Stream<Arguments> troubles() {
    StoreLogin poor = new StoreLogin(server.url(), "poor", "p");
    StoreLogin wrong = new StoreLogin(server.url() + "?password=m0nit0r", "radio", "m0nit0r");
    StoreLogin absent = new StoreLogin(server.url() + "x", "radio", MariaDbServer.PASSWORD);
    String columns = "CREATE TABLE monitoring_logs (id INT, parameter VARCHAR(50))";
    String values = OLD_TABLE.replace("'pass','fail'", "'ok','bad'");
    String drop = "DROP TABLE IF EXISTS monitoring_logs";
    return Stream.of(
        trouble("wrong password", "DO 1", wrong, "the login is refused; check", "DO 1"),
        trouble("no such database", "DO 1", absent, "no such database; create it", "DO 1"),
        trouble("no rights", OLD_TABLE, poor, "the user poor may not", "DO 1"),
        trouble(
            "may not make it",
            "GRANT INSERT ON radio.nightshift_watchdog TO poor@127.0.0.1",
            poor,
            "grant it INSERT on monitoring_logs, and CREATE",
            "DO 1"),
        trouble("other columns", columns, login(), "has other columns; it needs", drop),
        trouble("other values", values, login(), "does not take a row; parameter", drop));
  }

  private static Arguments trouble(
      String name, String before, StoreLogin login, String words, String remedy) {
    List<String> first =
        before.startsWith("GRANT") ? List.of(ReplayNumber.CREATE, before) : List.of(before);
    return Arguments.of(name, first, login, List.of(words, "Checks wait on disk"), List.of(remedy));
  }

  @Test
  void withoutTheSecondTableAPersonIsToldThatRowsCanBeDoubled() throws SQLException {
    server.execute(OLD_TABLE, "GRANT INSERT ON radio.monitoring_logs TO poor@127.0.0.1");
    try (CheckLogRig rig = new CheckLogRig(home, new StoreLogin(server.url(), "poor", "p"))) {
      rig.note(0, 2);
      rig.log.send();
      rig.note(2, 4);
      rig.log.send();
      assertThat(rig.told(TWICE)).contains("twice after an outage", "CREATE TABLE nightshift_");
    }
    assertThat(server.query(NAMES)).isEqualTo(CheckLogRig.names(0, 4));
  }

  @Test
  void anOldTableWithoutTransactionsIsToldToo() throws SQLException {
    server.execute(OLD_TABLE + " ENGINE=MyISAM");
    try (CheckLogRig rig = new CheckLogRig(home, login())) {
      rig.note(0, 2);
      rig.log.send();
      assertThat(rig.told(TWICE)).contains("(MyISAM); run ALTER TABLE");
    }
    assertThat(server.query(NAMES)).isEqualTo(CheckLogRig.names(0, 2));
  }
}
