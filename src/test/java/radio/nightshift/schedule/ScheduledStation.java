package radio.nightshift.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.programme.Slot;
import radio.nightshift.support.Integration;
import radio.nightshift.support.LogLines;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.Station;

/** A station that reads its schedule several times a second. */
@Integration
public abstract class ScheduledStation {
  @TempDir protected Path home;
  @TempDir protected Path files;
  protected MovableClock clock = MovableClock.standingAt("2026-06-10T08:00:00Z");
  protected LogLines log;
  protected Station station;

  @BeforeEach
  protected void listen() {
    log = LogLines.open();
  }

  @AfterEach
  protected void stop() {
    log.close();
    if (station != null) {
      station.close();
    }
  }

  protected void start(String... settings) throws Exception {
    station =
        new Station(home)
            .with(clock)
            .with("station.zone", "Europe/London")
            .with("schedule.poll", "200ms");
    for (int i = 0; i < settings.length; i += 2) {
      station.with(settings[i], settings[i + 1]);
    }
    station.start();
  }

  protected StationSchedule schedule() {
    return station
        .context()
        .getRegistry()
        .lookupByNameAndType("stationSchedule", StationSchedule.class);
  }

  protected void awaitPids(String... pids) {
    Awaitility.await("programmes in the schedule")
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () ->
                assertThat(schedule().current().slots())
                    .extracting(Slot::pid)
                    .containsExactly(pids));
  }
}
