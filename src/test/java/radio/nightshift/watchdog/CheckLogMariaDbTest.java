package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.TimeZone;
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

/** The log of checks in a MariaDB that stays up. */
@Integration
class CheckLogMariaDbTest {
  static final String OLD_TABLE =
      "CREATE TABLE monitoring_logs (id INT AUTO_INCREMENT PRIMARY KEY, timestamp DATETIME DEFAULT"
          + " CURRENT_TIMESTAMP, parameter VARCHAR(50), status ENUM('pass','fail') NOT NULL)";
  static final String NAMES = "SELECT parameter FROM monitoring_logs ORDER BY id";
  private static final String STORE = CheckSender.STORE;

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

  @Test
  void theTableIsMadeAsTheOldOneWas() throws SQLException {
    try (CheckLogRig rig = new CheckLogRig(home, login())) {
      rig.log.note(
          List.of(CheckLogRig.check("icecast", true), CheckLogRig.check("my-check", false)));
      rig.log.send();
      assertThat(rig.conditions.all()).as("conditions").isEmpty();
    }
    assertThat(rows()).containsExactly("Icecast Sources pass", "my-check fail");
    assertThat(columns("monitoring_logs"))
        .containsExactly(
            "id int(11) NO auto_increment",
            "timestamp datetime YES ",
            "parameter varchar(50) YES ",
            "status enum('pass','fail') NO ");
  }

  private static List<String> rows() throws SQLException {
    return server.query("SELECT CONCAT(parameter, ' ', status) FROM monitoring_logs ORDER BY id");
  }

  private static List<String> columns(String table) throws SQLException {
    return server.query(
        "SELECT CONCAT_WS(' ', column_name, column_type, is_nullable, extra)"
            + " FROM information_schema.columns WHERE table_schema = 'radio' AND table_name = '"
            + table
            + "' ORDER BY ordinal_position");
  }

  @Test
  void anOldTableIsUsedAsItIsByAUserThatMayOnlyInsert() throws SQLException {
    server.execute(
        OLD_TABLE,
        "ALTER TABLE monitoring_logs ADD COLUMN host VARCHAR(20) DEFAULT 'old'",
        "INSERT INTO monitoring_logs (parameter, status) VALUES ('HLS Old Files', 'pass')",
        ReplayNumber.CREATE,
        "GRANT INSERT ON radio.monitoring_logs TO poor@127.0.0.1",
        "GRANT SELECT, INSERT, UPDATE ON radio.nightshift_watchdog TO poor@127.0.0.1");
    try (CheckLogRig rig = new CheckLogRig(home, new StoreLogin(server.url(), "poor", "p"))) {
      rig.note(0, 3);
      rig.log.send();
      assertThat(rig.conditions.all()).as("conditions").isEmpty();
    }
    assertThat(server.query(NAMES)).containsExactly("HLS Old Files", "c0", "c1", "c2");
  }

  @ParameterizedTest
  @MethodSource("zones")
  void theTimestampIsTheChecksInstantInTheStoresZone(String zone, String written)
      throws SQLException {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
    try (CheckLogRig rig = new CheckLogRig(home, login(), ZoneId.of(zone), 1 << 20)) {
      rig.note(0, 1);
      rig.log.send();
    } finally {
      TimeZone.setDefault(before);
    }
    assertThat(server.query("SELECT CAST(timestamp AS CHAR) FROM monitoring_logs"))
        .containsExactly(written);
  }

  static Stream<Arguments> zones() {
    return Stream.of(
        Arguments.of("UTC", "2026-07-01 10:00:00"),
        Arguments.of("Europe/Berlin", "2026-07-01 12:00:00"),
        Arguments.of("America/Los_Angeles", "2026-07-01 03:00:00"));
  }

  @Test
  void aCommitWhoseEndIsUnknownIsNeitherLostNorDoubled() throws Exception {
    try (CommitProxy proxy = new CommitProxy(server.port());
        CheckLogRig rig =
            new CheckLogRig(
                home,
                new StoreLogin(
                    MariaDbServer.url(proxy.port()), MariaDbServer.USER, MariaDbServer.PASSWORD))) {
      for (int round = 0; round < 6; round++) {
        rig.note(round * 3, round * 3 + 3);
        proxy.breakNext(new CommitProxy.Break(round % 2 == 0, () -> {}));
        rig.log.send();
        assertThat(rig.told(STORE)).as("round " + round).contains("it does not answer; start it");
        sendAll(rig);
      }
      assertThat(rig.told(STORE)).as("the condition afterwards").isEmpty();
    }
    assertThat(server.query(NAMES)).isEqualTo(CheckLogRig.names(0, 18));
  }

  private static void sendAll(CheckLogRig rig) {
    await("everything sent")
        .until(
            () -> {
              rig.log.send();
              return rig.log.waiting() == 0;
            });
  }

  /** The commit was made, and nothing noted of it in the spool. */
  @Test
  void aStationKilledBetweenTheCommitAndNotingItDoublesNothing() throws Exception {
    Path sent = home.resolve("spool/sent");
    try (CheckLogRig rig = new CheckLogRig(home, login())) {
      rig.note(0, 5);
      rig.log.send();
      byte[] before = Files.readAllBytes(sent);
      rig.note(5, 10);
      rig.log.send();
      Files.write(sent, before);
    }
    try (CheckLogRig next = new CheckLogRig(home, login())) {
      next.note(10, 12);
      next.log.send();
    }
    assertThat(server.query(NAMES)).isEqualTo(CheckLogRig.names(0, 12));
  }

  @Test
  void aDatabaseThatHasLostItsLastSecondGetsItAgain() throws Exception {
    try (CheckLogRig rig = new CheckLogRig(home, login())) {
      rig.note(0, 6);
      rig.log.send();
      server.execute(
          "DELETE FROM monitoring_logs WHERE parameter IN ('c3', 'c4', 'c5')",
          "UPDATE nightshift_watchdog SET last = 3");
      rig.note(6, 8);
      rig.log.send();
    }
    assertThat(server.query(NAMES)).isEqualTo(CheckLogRig.names(0, 8));
  }

  @Test
  void aSpoolThatIsLostOrOlderThanTheDatabaseLosesNothingNew() throws Exception {
    for (int run = 0; run < 3; run++) {
      try (CheckLogRig rig = new CheckLogRig(home.resolve("home" + run), login())) {
        rig.note(run * 2, run * 2 + 2);
        rig.log.send();
      }
    }
    try (CheckLogRig rig = new CheckLogRig(home.resolve("home2"), login())) {
      server.execute("UPDATE nightshift_watchdog SET last = 1000");
      rig.note(6, 8);
      rig.log.send();
    }
    assertThat(server.query(NAMES)).isEqualTo(CheckLogRig.names(0, 8));
    assertThat(server.query("SELECT name FROM nightshift_watchdog"))
        .hasSize(4)
        .allMatch(name -> name.matches("dog---co [0-9a-f]{16}"));
  }

  @Test
  void tenThousandChecksAreSentQuicklyAfterAnOutage() throws Exception {
    try (CheckLogRig rig = new CheckLogRig(home, login())) {
      for (int round = 0; round < 100; round++) {
        rig.log.note(Stream.generate(() -> CheckLogRig.check("icecast", true)).limit(100).toList());
      }
      long start = System.nanoTime();
      rig.log.send();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      System.getLogger("bench").log(System.Logger.Level.INFO, "10,000 rows in " + took);
      assertThat(server.query("SELECT COUNT(*) FROM monitoring_logs")).containsExactly("10000");
      assertThat(took).as("10,000 rows").isLessThan(Duration.ofSeconds(60));
    }
  }
}
