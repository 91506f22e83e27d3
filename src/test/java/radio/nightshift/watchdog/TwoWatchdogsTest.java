package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import radio.nightshift.watchdog.SimulatedWatchdog.Kill;

/** Two watchdogs with one backup, one of them cut off from the encoder: one start, one stop. */
class TwoWatchdogsTest {
  private static final Instant NOON = Instant.parse("2026-06-10T12:00:00Z");
  private static final int ROUNDS = 160;

  /** How the rounds of the two meet. */
  private enum Meeting {
    NEAR_FIRST,
    FAR_FIRST,
    /** Both look before either acts. */
    TOGETHER
  }

  private final SimulatedWatchdog near = new SimulatedWatchdog("near", UnaryOperator.identity());
  private final SimulatedWatchdog far = new SimulatedWatchdog("far", UnaryOperator.identity());
  private final SimulatedBackup backup = new SimulatedBackup();

  /** What each of them sees in a round. */
  private record World(IntPredicate encoder, IntPredicate cutOff) {}

  @Test
  void bothSeeTheEncoderFail() {
    for (Meeting meeting : Meeting.values()) {
      TwoWatchdogsTest two = new TwoWatchdogsTest();
      two.run(new World(round -> round < 10 || round >= 30, round -> false), meeting);
      two.assertOneStartAndOneStop(meeting.toString());
    }
  }

  @Test
  void oneIsCutOffWhileTheBackupIsNeeded() {
    for (Meeting meeting : Meeting.values()) {
      for (int from = 10; from < 30; from++) {
        for (int until = from + 1; until < 80; until++) {
          int begin = from;
          int end = until;
          TwoWatchdogsTest two = new TwoWatchdogsTest();
          two.run(
              new World(round -> round < 10 || round >= 30, round -> round >= begin && round < end),
              meeting);
          two.assertOneStartAndOneStop("%s, cut off %d-%d".formatted(meeting, begin, end));
        }
      }
    }
  }

  @Test
  void theOneThatIsCutOffForGoodDoesNotStartWhatTheOtherHasStopped() {
    TwoWatchdogsTest two = new TwoWatchdogsTest();
    two.run(
        new World(round -> round < 10 || round >= 30, round -> round >= 14), Meeting.NEAR_FIRST);
    assertThat(two.backup.history()).containsExactly("start by near", "stop by near");
    assertThat(two.far.state().stage()).isEqualTo(State.Stage.HELD);
  }

  @Test
  void oneIsCutOffWhileTheEncoderIsWell() {
    for (Meeting meeting : Meeting.values()) {
      for (int until = 8; until < 80; until++) {
        int end = until;
        TwoWatchdogsTest two = new TwoWatchdogsTest();
        two.run(new World(round -> true, round -> round >= 5 && round < end), meeting);
        assertThat(two.backup.history())
            .as("%s, cut off until %d", meeting, until)
            .containsExactly("start by far", "stop by far");
      }
    }
  }

  private void run(World world, Meeting meeting) {
    for (int round = 0; round < ROUNDS; round++) {
      backup.proceed();
      Instant now = NOON.plus(SimulatedWatchdog.EVERY.multipliedBy(round));
      boolean isWell = world.encoder.test(round);
      boolean isSeen = !world.cutOff.test(round);
      Standing seen = backup.seenBy("far");
      if (meeting == Meeting.FAR_FIRST) {
        far.round(observations(isWell, isSeen, now), seen, backup, now, Kill.NEVER);
      }
      near.round(observations(isWell, true, now), backup.seenBy("near"), backup, now, Kill.NEVER);
      if (meeting != Meeting.FAR_FIRST) {
        Standing asSeen = meeting == Meeting.TOGETHER ? seen : backup.seenBy("far");
        far.round(observations(isWell, isSeen, now), asSeen, backup, now, Kill.NEVER);
      }
    }
  }

  private List<Observation> observations(boolean isWell, boolean isSeen, Instant now) {
    return SimulatedWatchdog.observations(
        isWell && isSeen, (isWell || backup.isOnTheMount()) && isSeen, now);
  }

  private void assertOneStartAndOneStop(String when) {
    List<String> history = backup.history();
    assertThat(history).as(when).hasSize(2);
    String starter = history.get(0).replace("start by ", "");
    assertThat(history.get(1)).as(when).isEqualTo("stop by " + starter);
    assertThat(near.state().stage()).as("near, %s", when).isEqualTo(State.Stage.WATCHING);
    assertThat(far.state().stage()).as("far, %s", when).isEqualTo(State.Stage.WATCHING);
  }
}
