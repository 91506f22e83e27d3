package radio.nightshift.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Cue;
import radio.nightshift.support.MovableClock;

class RecentAiringsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);
  private static final int MOUNTS = 100;
  private static final long MEGABYTE = 1 << 20;

  private final MovableClock clock = MovableClock.standingAt(START.toString());
  private final RecentAirings airings = new RecentAirings(clock);

  @Test
  void progressIsNewsUntilTheEndAndTheEndAlways() {
    UUID id = UUID.randomUUID();
    assertThat(airings.note(asRun(id, START, Outcome.ON_AIR))).isTrue();
    assertThat(airings.note(asRun(id, START, Outcome.ON_AIR))).isTrue();
    assertThat(airings.note(asRun(id, START, Outcome.PLAYED))).isTrue();
    assertThat(airings.note(asRun(id, START, Outcome.ON_AIR))).as("late").isFalse();
    assertThat(airings.note(asRun(id, START, Outcome.PLAYED))).as("written again").isTrue();
  }

  @Test
  void anAiringIsKnownWhileItMayBeOnTheAirHoweverLongThatIs() {
    UUID id = UUID.randomUUID();
    airings.note(asRun(id, START, Outcome.ON_AIR));
    clock.step(Duration.ofMinutes(89));
    airings.note(asRun(UUID.randomUUID(), clock.instant(), Outcome.ON_AIR));
    assertThat(airings.isKnown(id)).as("an hour after its planned end").isTrue();
    clock.step(Duration.ofMinutes(2));
    airings.note(asRun(UUID.randomUUID(), clock.instant(), Outcome.ON_AIR));
    assertThat(airings.isKnown(id)).as("later").isFalse();
  }

  @Test
  void aYearsAiringsOnAHundredMountsLeaveTheHeapAsItWas() {
    long before = usedHeap();
    for (int slot = 0; slot < 365 * 48; slot++) {
      Instant start = clock.instant();
      for (int mount = 0; mount < MOUNTS; mount++) {
        UUID id = new UUID(slot, mount);
        airings.note(asRun(id, start, Outcome.ON_AIR));
        airings.note(asRun(id, start, Outcome.PLAYED));
      }
      clock.step(HALF_HOUR);
    }
    assertThat(airings.size()).as("of the last hours").isLessThanOrEqualTo(5 * MOUNTS);
    assertThat(usedHeap() - before).as("bytes more").isLessThan(5 * MEGABYTE);
    clock.step(Duration.ofHours(2));
    airings.note(asRun(UUID.randomUUID(), clock.instant(), Outcome.ON_AIR));
    assertThat(airings.size()).isEqualTo(1);
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static AsRun asRun(UUID id, Instant start, Outcome outcome) {
    Cue cue = new Cue("main", "a.mp3", "A", Path.of("a.mp3"), start, start.plus(HALF_HOUR), "");
    return new AsRun(id, cue, outcome, Duration.ZERO, start, start, 1, 0);
  }
}
