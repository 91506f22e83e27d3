package radio.nightshift.playout;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Cue;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;

/** What a crash left open in the as-run log, after the next start. */
@Integration
class AsRunCrashTest {
  private static final Instant START = Instant.parse("2026-06-10T23:30:00Z");

  @RegisterExtension final Station station = new Station();

  @Test
  void theStationWritesARowThatACrashLeftOpenIntoTheCsv() throws Exception {
    String url = "jdbc:h2:file:" + station.path("store");
    try (HikariDataSource store = new HikariDataSource()) {
      store.setJdbcUrl(url);
      store.setUsername("sa");
      store.setPassword("");
      new AsRunLog(store, Clock.fixed(START, ZoneOffset.UTC)).save(onAir());
    }
    station.start("as-run.url", url);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(station.path("as-run", "2026-06-10.csv")).content().contains("CRASHED"));
  }

  private static AsRun onAir() {
    Path file = Path.of("/ready/jazz.mp3");
    Cue cue =
        new Cue("main", "jazz.mp3", "Jazz", file, START, START.plusSeconds(60), "its own file");
    return new AsRun(
        UUID.randomUUID(),
        cue,
        Outcome.ON_AIR,
        Duration.ZERO,
        START,
        START.plusSeconds(1),
        1000,
        0);
  }
}
