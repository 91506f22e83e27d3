package radio.nightshift.playout;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.Timetable;

class AsRunLogTest {
  private static final Instant START = Instant.parse("2026-06-10T23:30:00Z");
  private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");

  private static final Clock CLOCK = Clock.fixed(START.plusSeconds(60), ZoneOffset.UTC);

  @TempDir Path home;

  @Test
  void aRowLeftOpenByACrashIsClosedAtTheNextStartWithWhatWasLastKnown() throws SQLException {
    try (HikariDataSource store = store()) {
      AsRunLog log = new AsRunLog(store, CLOCK);
      log.save(asRun(Outcome.ON_AIR, 1000));
      log.save(asRun(Outcome.ON_AIR, 2000));
    }
    try (HikariDataSource store = store()) {
      AsRunLog log = new AsRunLog(store, CLOCK);
      List<AsRun> closed = log.closeOpen();
      assertThat(closed).containsExactly(asRun(Outcome.CRASHED, 2000));
      assertThat(log.closeOpen()).as("asked again").isEmpty();
    }
  }

  @Test
  void aReportHasAPageAtATimeAndEachRowOnce() throws Exception {
    try (HikariDataSource store = store()) {
      AsRunLog log = new AsRunLog(store, CLOCK);
      for (int i = 0; i < 501; i++) {
        log.save(asRun(new UUID(0, i), Outcome.PLAYED, i));
      }
      AsRunReport report = new AsRunReport(log, new Timetable(ZoneOffset.UTC, CLOCK));
      JsonObject first = page(report, Map.of("from", "2026-06-10"));
      JsonObject last = page(report, Map.of("from", "2026-06-10", "offset", 500));
      assertThat(first.get("more")).as("more after the first page").isEqualTo(true);
      assertThat(last.get("more")).as("more after the last page").isEqualTo(false);
      assertThat(bytes(first)).as("the first page").hasSize(500);
      assertThat(bytes(last))
          .as("the last page")
          .hasSize(1)
          .doesNotContainAnyElementsOf(bytes(first));
      assertThat((List<?>) page(report, Map.of("to", "" + START)).get("rows"))
          .as("before the start")
          .isEmpty();
    }
  }

  private static JsonObject page(AsRunReport report, Map<String, Object> asked) throws Exception {
    return (JsonObject) Jsoner.deserialize(report.page(asked));
  }

  private static List<Object> bytes(JsonObject page) {
    return ((List<?>) page.get("rows"))
        .stream().<Object>map(row -> "" + ((JsonObject) row).get("bytes")).toList();
  }

  @Test
  void aRowThatWasCompletedIsNotOpen() throws SQLException {
    try (HikariDataSource store = store()) {
      AsRunLog log = new AsRunLog(store, CLOCK);
      log.save(asRun(Outcome.ON_AIR, 1000));
      log.save(asRun(Outcome.PLAYED, 3000));
      assertThat(log.closeOpen()).isEmpty();
    }
  }

  @Test
  void progressThatIsReportedAfterTheEndIsDropped() throws SQLException {
    try (HikariDataSource store = store()) {
      AsRunLog log = new AsRunLog(store, CLOCK);
      log.save(asRun(Outcome.PLAYED, 3000));
      log.save(asRun(Outcome.ON_AIR, 1000));
      assertThat(new AsRunLog(store, CLOCK).closeOpen()).isEmpty();
    }
  }

  @Test
  void aRowOfThisRunIsNotTakenForACrash() throws SQLException {
    try (HikariDataSource store = store()) {
      AsRunLog log = new AsRunLog(store, CLOCK);
      log.save(asRun(Outcome.ON_AIR, 1000));
      assertThat(log.closeOpen()).isEmpty();
    }
  }

  @Test
  void theCsvHasOneFileADayInTheStationsZoneAndNoFormulas() throws IOException {
    AsRunCsv csv = new AsRunCsv(home, ZoneId.of("Europe/London"));
    csv.append(asRun(Outcome.PLAYED, 3000));
    csv.append(asRun(Outcome.CUT, 4000));
    assertThat(Files.readAllLines(home.resolve("as-run/2026-06-11.csv")))
        .hasSize(3)
        .first()
        .asString()
        .startsWith("mount,programme,title,outcome,planned_start");
    assertThat(Files.readString(home.resolve("as-run/2026-06-11.csv")))
        .contains("2026-06-11T00:30:00.000+01:00")
        .contains("\"'=HYPERLINK(\"\"x\"\"), so\"")
        .contains(",0.400,");
  }

  private String url() {
    return "jdbc:h2:file:" + home.resolve("store");
  }

  private HikariDataSource store() {
    HikariDataSource store = new HikariDataSource();
    store.setJdbcUrl(url());
    store.setUsername("sa");
    store.setPassword("");
    return store;
  }

  private static AsRun asRun(Outcome outcome, long bytes) {
    return asRun(ID, outcome, bytes);
  }

  private static AsRun asRun(UUID id, Outcome outcome, long bytes) {
    Cue cue =
        new Cue(
            "main",
            "20260611_0030_jazz.mp3",
            "=HYPERLINK(\"x\"), so",
            Path.of("/ready/jazz.mp3"),
            START,
            START.plusSeconds(60),
            "its own file");
    Instant first =
        outcome == Outcome.ON_AIR || outcome == Outcome.CRASHED ? START : START.plusNanos(400_000);
    return new AsRun(
        id, cue, outcome, Duration.ZERO, first, START.plusSeconds(bytes / 1000), bytes, 0);
  }
}
