package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.loop.Timeline.Turn;
import radio.nightshift.loop.Timeline.Version;

/** Which turn is on at an instant, over seams, changes and restarts. */
class TimelineTest {
  private static final Instant START = Instant.parse("2026-11-30T12:00:00.123456789Z");
  private static final Version FIVE = new Version("five", Path.of("five.ts"), 450_000);
  private static final Version ODD = new Version("odd", Path.of("odd.ts"), 100_003);

  @TempDir Path folder;
  private Path state;

  @BeforeEach
  void state() {
    state = folder.resolve("timeline");
  }

  private static Instant after(double seconds) {
    return START.plusNanos(Math.round(seconds * 1e9));
  }

  @Test
  void turnsFollowEachOtherByTheClock() {
    Timeline timeline = new Timeline(state, FIVE, START);
    assertThat(timeline.at(START).number()).as("first turn").isZero();
    assertThat(timeline.at(after(4.9999)).number()).as("just before the seam").isZero();
    assertThat(timeline.at(after(5)).number()).as("at the seam").isEqualTo(1);
    Turn late = timeline.at(after(5 * 1_000_000 + 3));
    assertThat(late.number()).isEqualTo(1_000_000);
    assertThat(late.start()).isEqualTo(after(5_000_000));
    assertThat(late.startTicks()).isEqualTo(450_000_000_000L);
  }

  @Test
  void noTurnOverlapsTheNextOrLeavesAGap() {
    Timeline timeline = new Timeline(state, ODD, START);
    Turn turn = timeline.at(START);
    for (int i = 0; i < 1000; i++) {
      Turn next = timeline.after(turn);
      assertThat(next.startTicks()).as("turn %d", i).isEqualTo(turn.endTicks());
      assertThat(next.number()).isEqualTo(turn.number() + 1);
      assertThat(timeline.at(next.start())).as("the turn at its own start").isEqualTo(next);
      turn = next;
    }
  }

  @Test
  void anotherVersionBeginsAtASeamThatNobodyHasReadUpTo() {
    Timeline timeline = new Timeline(state, FIVE, START);
    timeline.change(ODD, after(1));
    assertThat(timeline.at(after(4.9)).version()).isEqualTo(FIVE);
    assertThat(timeline.at(after(5)).version()).isEqualTo(ODD);
    assertThat(timeline.at(after(5)).number()).isEqualTo(1);
    timeline.change(FIVE, after(5));
    timeline.change(ODD, after(5.1));
    Turn second = timeline.at(after(5.1));
    assertThat(second.version()).as("what is on stays on").isEqualTo(ODD);
    assertThat(timeline.version()).isEqualTo(ODD);
  }

  @Test
  void aChangeWithinTheReadAheadWaitsForTheSeamAfter() {
    Timeline timeline = new Timeline(state, FIVE, START);
    timeline.change(ODD, after(3));
    assertThat(timeline.at(after(5)).version()).as("the next turn was read").isEqualTo(FIVE);
    assertThat(timeline.at(after(10)).version()).isEqualTo(ODD);
    assertThat(timeline.at(after(10)).startTicks()).isEqualTo(900_000);
  }

  @Test
  void itGoesOnOverARestart() {
    new Timeline(state, FIVE, START);
    Timeline again = new Timeline(state, FIVE, after(12));
    assertThat(again.at(after(12)).number()).isEqualTo(2);
    assertThat(again.at(after(12)).start()).isEqualTo(after(10));
  }

  @Test
  void anotherVersionAfterARestartBeginsAtOnceAndTimeGoesOn() {
    new Timeline(state, FIVE, START);
    Timeline again = new Timeline(state, ODD, after(12));
    Turn turn = again.at(after(12));
    assertThat(turn.version()).isEqualTo(ODD);
    assertThat(turn.startTicks()).isEqualTo(12 * 90_000);
    assertThat(Duration.between(after(12), turn.start()).toMillis()).isZero();
  }

  @Test
  void aChangeThatARestartCutShortBeginsAtOnce() {
    new Timeline(state, FIVE, START).change(ODD, after(1));
    Timeline again = new Timeline(state, ODD, after(2));
    assertThat(again.at(after(2)).startTicks()).isEqualTo(180_000);
  }

  @Test
  void aFileThatCannotBeReadBeginsItAnew() throws Exception {
    Files.writeString(state, "origin=yesterday\nstart=\\u12");
    assertThat(new Timeline(state, FIVE, START).at(START).number()).isZero();
  }
}
