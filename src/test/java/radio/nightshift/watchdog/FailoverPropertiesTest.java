package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import radio.nightshift.watchdog.State.Stage;

/** What holds of a failover whatever happens: checks, backups, clocks and kills at random. */
class FailoverPropertiesTest {
  private static final Set<String> CHECKS =
      Set.of("icecast", "cpu", "segments", "freshness", "silence");
  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final int ALL_FAIL = 0x1f;

  /** The longest patience is a day of rounds; a start or a stop takes a few more. */
  private static final int LONG = 320;

  @Property(tries = 100_000, edgeCases = EdgeCasesMode.NONE)
  void noRuleIsBrokenAndItSettles(
      @ForAll @Size(max = 30) byte[] events,
      @ForAll @IntRange(max = 255) int rules,
      @ForAll boolean hasState) {
    FailoverStory story = new FailoverStory(policy(rules), hasState);
    for (byte event : events) {
      story.round(event);
    }
    settleWell(story);
    assertThat(story.faults()).as("%s", story).isEmpty();
  }

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  void anEncoderThatStaysDownIsStoodInFor(
      @ForAll @Size(max = 30) byte[] events, @ForAll @IntRange(max = 255) int rules) {
    FailoverStory story = new FailoverStory(policy(rules), true);
    for (byte event : events) {
      story.round(event);
    }
    for (int round = 0; round < 12; round++) {
      story.calm(ALL_FAIL);
    }
    assertThat(story.isUp() || story.state().stage() == Stage.HELD || !story.policy().canStart())
        .as("on backup after an hour: %s", story)
        .isTrue();
    assertThat(story.faults()).as("%s", story).isEmpty();
  }

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  void flappingFasterThanTheWaitDoesNothing(
      @ForAll @Size(max = 60) byte[] events, @ForAll @IntRange(min = 2, max = 6) int wait) {
    FailoverStory story = new FailoverStory(policy(EVERY.multipliedBy(wait), 2, true, false), true);
    for (int round = 0; round < events.length; round++) {
      boolean isRecovered = round % wait == wait - 1;
      story.calm(isRecovered ? 1 << Math.floorMod(events[round], 5) : events[round] & ALL_FAIL);
    }
    assertThat(story.starts()).as("starts: %s", story).isZero();
  }

  private static void settleWell(FailoverStory story) {
    int starts = story.starts();
    int calm = 0;
    for (int round = 0; round < LONG && calm < 4; round++) {
      story.calm(0);
      calm = isSettled(story) ? calm + 1 : 0;
    }
    assertThat(calm).as("settled: %s", story).isEqualTo(4);
    assertThat(story.starts()).as("starts while all is well: %s", story).isEqualTo(starts);
  }

  private static boolean isSettled(FailoverStory story) {
    Stage stage = story.state().stage();
    boolean isLeftOn = stage == Stage.RECOVERING && !story.isOurs();
    boolean isOver = stage == Stage.WATCHING && !(story.isUp() && story.isOurs());
    return isLeftOn || isOver;
  }

  private static Policy policy(int rules) {
    int wait = rules & 3;
    int failing = 1 + (rules >> 2 & 3);
    boolean hasOwnMount = (rules & 16) != 0;
    boolean hasFewChecks = (rules & 224) == 0;
    return policy(EVERY.multipliedBy(wait), failing, !hasFewChecks, hasOwnMount);
  }

  private static Policy policy(Duration wait, int failing, boolean hasAll, boolean hasOwnMount) {
    Set<String> well = Set.of("cpu", "segments", "freshness");
    return new Policy(
        hasAll ? CHECKS : Set.of("icecast", "cpu"),
        failing,
        wait,
        well,
        Duration.ofMinutes(15),
        EVERY,
        Duration.ofMinutes(1),
        hasOwnMount,
        true);
  }
}
