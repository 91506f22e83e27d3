package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Condition;
import radio.nightshift.support.Integration;

/** The log of checks in the database that the station has of its own, which dies with it. */
@Integration
class CheckLogH2Test {
  private static final int KILLS = 6;
  private static final String NOTED = "noted ";

  @TempDir Path home;

  private StoreLogin login() {
    return login(home);
  }

  private static StoreLogin login(Path home) {
    return new StoreLogin(
        "jdbc:h2:file:" + home.resolve("checks") + ";CACHE_SIZE=2048;WRITE_DELAY=2000", "sa", "");
  }

  @Test
  void theTableIsMadeAndTimestampsAreInTheStoresZone() throws SQLException {
    try (CheckLogRig rig = new CheckLogRig(home, login(), ZoneId.of("Europe/Berlin"), 1 << 20)) {
      rig.log.note(
          List.of(CheckLogRig.check("icecast", true), CheckLogRig.check("my-check", false)));
      rig.log.send();
      assertThat(rig.conditions.all()).as("conditions").isEmpty();
      assertThat(rig.log.waiting()).isZero();
    }
    assertThat(query("SELECT id || ' ' || timestamp || ' ' || parameter || ' ' || status"))
        .containsExactly(
            "1 2026-07-01 12:00:00 Icecast Sources pass", "2 2026-07-01 12:00:00 my-check fail");
  }

  @Test
  void rowsOfTheStationsOwnDatabaseAreKeptForAsLongAsIsSet() throws SQLException {
    try (CheckLogRig rig = new CheckLogRig(home, login())) {
      for (int days : List.of(0, 29, 31, 32)) {
        Instant at = CheckLogRig.AT.plusSeconds(days * 86_400L);
        rig.log.note(List.of(new Observation("after-" + days, true, "", at)));
        rig.log.send();
      }
    }
    assertThat(query("SELECT parameter")).containsExactly("after-29", "after-31", "after-32");
  }

  @Test
  void aFullSpoolIsToldAndWhatIsLeftOutIsCounted() throws SQLException {
    StoreLogin nowhere = new StoreLogin("jdbc:nodb://x/y", "sa", "");
    try (CheckLogRig rig = new CheckLogRig(home, nowhere, ZoneId.of("UTC"), 1000)) {
      rig.note(0, 100);
      rig.log.send();
      assertThat(rig.told(CheckSender.STORE)).contains("x/y", "driver");
      assertThat(rig.told(CheckLog.SPOOL)).contains("in watchdog.log alone", "; see that");
      assertThat(rig.log.waiting()).isBetween(10L, 30L);
    }
    try (CheckLogRig rig = new CheckLogRig(home, login(), ZoneId.of("UTC"), 100_000)) {
      long waited = rig.log.waiting();
      rig.log.send();
      assertThat(query("SELECT parameter")).isEqualTo(CheckLogRig.names(0, (int) waited));
    }
  }

  @Test
  void aDiskThatCannotBeWrittenToIsToldAndWhatWaitsInMemoryGoesThereLater() throws Exception {
    Path spool = Files.writeString(home.resolve("spool"), "in the way");
    try (CheckLogRig rig = new CheckLogRig(home, login())) {
      rig.note(0, 5);
      assertThat(rig.told(CheckLog.SPOOL)).contains("cannot be kept on disk", "wait in memory");
      Files.delete(spool);
      rig.log.send();
      assertThat(rig.conditions.all()).extracting(Condition::text).isEmpty();
    }
    assertThat(query("SELECT parameter")).isEqualTo(CheckLogRig.names(0, 5));
  }

  @Test
  void aStationThatIsKilledLosesAndDoublesNothingThatItHasNoted() throws Exception {
    List<String> noted = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      int from = kill * 100_000;
      noted.addAll(CheckLogRig.names(from, runAndKill(from)));
    }
    try (CheckLogRig rig = new CheckLogRig(home, login())) {
      rig.log.send();
      assertThat(rig.log.waiting()).as("checks that wait").isZero();
    }
    List<String> rows = query("SELECT parameter");
    // Those that were noted last may be more than a killed station could say.
    assertThat(rows).as("rows").doesNotHaveDuplicates().containsAll(noted);
    assertThat(rows.size()).as("rows").isBetween(noted.size(), noted.size() + KILLS);
    assertThat(noted).as("checks noted").hasSizeGreaterThan(50 * KILLS);
  }

  /** Runs a station of its own for a while; the number behind the last check that it has noted. */
  private int runAndKill(int from) throws IOException, InterruptedException {
    Process station =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledStation.class.getName(),
                home.toString(),
                "" + from)
            .redirectErrorStream(true)
            .start();
    int next = from;
    int enough = from + ThreadLocalRandom.current().nextInt(60, 300);
    StringBuilder other = new StringBuilder();
    try (BufferedReader said = station.inputReader()) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.startsWith(NOTED)) {
          next = Integer.parseInt(line.substring(NOTED.length())) + 1;
        } else {
          other.append(line).append('\n');
        }
        if (next >= enough) {
          // The process's own method closes its output too, in which more may stand.
          station.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(station.waitFor(1, TimeUnit.MINUTES)).as("the station ends").isTrue();
    assertThat(next).as("checks noted; the station said: " + other).isGreaterThan(from);
    return next;
  }

  /** Notes checks and sends them until it is killed. */
  static final class KilledStation {
    private KilledStation() {}

    public static void main(String[] args) {
      Path home = Path.of(args[0]);
      CheckLogRig rig = new CheckLogRig(home, login(home));
      Thread sender = new Thread(() -> sendForEver(rig));
      sender.setDaemon(true);
      sender.start();
      for (int number = Integer.parseInt(args[1]); ; number++) {
        rig.note(number, number + 1);
        System.out.println(NOTED + number);
      }
    }

    private static void sendForEver(CheckLogRig rig) {
      while (true) {
        rig.log.send();
      }
    }
  }

  private List<String> query(String select) throws SQLException {
    try (Connection connection = login().connect();
        Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery(select + " FROM monitoring_logs ORDER BY id")) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
