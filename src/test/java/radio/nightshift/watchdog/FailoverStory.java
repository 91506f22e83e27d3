package radio.nightshift.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import radio.nightshift.watchdog.Standing.Phase;

/**
 * A failover in a world where anything happens: one byte is one round. Whatever breaks a rule is
 * noted in {@link #faults}.
 */
final class FailoverStory {
  private static final List<String> CHECKS =
      List.of("icecast", "cpu", "segments", "freshness", "silence");
  private static final int ALL = 0x1f;

  private final Policy policy;
  private final Failover failover;
  private final boolean hasState;
  private final List<String> faults = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private State state = State.watching();
  private Instant now = Instant.parse("2026-06-10T12:00:00Z");
  private int failing;
  private int missing;
  private Phase phase = Phase.STOPPED;
  private boolean isOurs;
  private boolean isAnswering = true;
  private boolean isLookable = true;
  private boolean isStarted;
  private int starts;
  private int stops;

  /** A round that is over; its line costs too much to be made of each. */
  private record Told(int failing, int missing, Standing seen, Step step) {
    String line() {
      return "fail: %s, missing: %s, %s -> %s %s"
          .formatted(names(failing), names(missing), seen, step.order(), step.state());
    }

    private static List<String> names(int checks) {
      return CHECKS.stream().filter(one -> (checks >> CHECKS.indexOf(one) & 1) == 1).toList();
    }
  }

  /**
   * The beginning of a story.
   *
   * @param hasState whether the backup can be asked how it is
   */
  FailoverStory(Policy policy, boolean hasState) {
    this.policy = policy;
    this.failover = new Failover(policy);
    this.hasState = hasState;
  }

  List<String> faults() {
    return faults;
  }

  int starts() {
    return starts;
  }

  State state() {
    return state;
  }

  Policy policy() {
    return policy;
  }

  boolean isUp() {
    return phase == Phase.RUNNING || phase == Phase.STARTING;
  }

  boolean isOurs() {
    return isOurs;
  }

  /** The story so far, for a failed test. */
  @Override
  public String toString() {
    return policy + "\n" + told.stream().map(Told::line).collect(Collectors.joining("\n"));
  }

  /** A round: an event in the upper three bits, checks in the lower five. */
  void round(byte event) {
    int low = event & ALL;
    missing = 0;
    isAnswering = true;
    isLookable = true;
    switch ((event >> 5) & 7) {
      case 0, 1 -> {
        // All goes on as it was.
      }
      case 2, 3 -> failing = low;
      case 4 -> failing = 0;
      case 5 -> disturb(low);
      case 6 -> meddle(low);
      default -> missing = low;
    }
    now = now.plus(policy.every());
    decide();
  }

  /** A round with nothing but these checks failing. */
  void calm(int failed) {
    failing = failed;
    missing = 0;
    isAnswering = true;
    isLookable = true;
    now = now.plus(policy.every());
    decide();
  }

  private void disturb(int low) {
    isLookable = (low & 1) == 0;
    isAnswering = (low & 2) == 0;
    if ((low & 4) != 0) {
      now = now.plus(Duration.ofHours((low & 8) == 0 ? 1 : -1));
    }
    if ((low & 16) != 0) {
      state = failover.resume(state, now.plus(policy.every()));
    }
  }

  /** Others start and stop the backup, and it dies. What only we know, they cannot change. */
  private void meddle(int low) {
    if ((low & 1) != 0 && phase == Phase.STOPPED) {
      phase = Phase.STARTING;
      isOurs &= !hasState;
    } else if ((low & 2) != 0) {
      phase = Phase.STOPPED;
      isOurs &= !hasState || (low & 4) != 0;
    } else if ((low & 8) != 0 && phase == Phase.RUNNING) {
      isOurs &= !hasState;
    }
  }

  private void decide() {
    phase = phase == Phase.STARTING ? Phase.RUNNING : phase;
    phase = phase == Phase.STOPPING ? Phase.STOPPED : phase;
    Standing seen = seen();
    List<Observation> observations = new ArrayList<>();
    for (int check = 0; check < CHECKS.size(); check++) {
      if ((missing >> check & 1) == 0) {
        boolean passed = (failing >> check & 1) == 0;
        observations.add(new Observation(CHECKS.get(check), passed, "seen", now));
      }
    }
    State before = state;
    Step step = failover.decide(state, observations, seen, now);
    state = step.state();
    told.add(new Told(failing, missing, seen, step));
    isStarted &= seen.phase() != Phase.STOPPED;
    judge(before, step, seen);
    obey(step.order());
  }

  private Standing seen() {
    return hasState && isLookable
        ? new Standing(phase, isOurs, "backup is " + phase)
        : new Standing(Phase.UNKNOWN, !hasState && isOurs, "backup cannot be asked");
  }

  private void judge(State before, Step step, Standing seen) {
    int failed = 0;
    for (int check = 0; check < CHECKS.size(); check++) {
      boolean isSeen = policy.checks().contains(CHECKS.get(check)) && (missing >> check & 1) == 0;
      failed += isSeen && (failing >> check & 1) == 1 ? 1 : 0;
    }
    if (step.order() == Step.Order.START) {
      boolean isReturnFailed = state.failedReturns() > 0 && (failing & ~missing & 1) == 1;
      fault(failed < policy.failing() && !isReturnFailed, "a start without the quorum");
      fault(!policy.canStart(), "a start that the rules forbid");
      fault(isStarted, "a second start without a stop between");
      fault(
          seen.phase() == Phase.RUNNING || seen.phase() == Phase.STARTING, "a start of what is up");
    }
    if (step.order() == Step.Order.STOP) {
      fault(!seen.ours(), "a stop of what others have started");
      boolean wasUnanswered = before.stage() == State.Stage.STARTING && !before.isAnswered();
      fault(!wasUnanswered && !isEncoderWell(), "a stop while the encoder is not well");
    }
  }

  private boolean isEncoderWell() {
    return policy.well().stream()
        .mapToInt(CHECKS::indexOf)
        .allMatch(check -> ((failing | missing) >> check & 1) == 0);
  }

  private void fault(boolean isOne, String words) {
    if (isOne) {
      faults.add(words + " in round " + told.size());
    }
  }

  private void obey(Step.Order order) {
    if (order == Step.Order.START) {
      starts++;
      if ((!hasState || phase == Phase.STOPPED) && (isAnswering || starts % 2 == 0)) {
        phase = isUp() ? phase : Phase.STARTING;
        isOurs = true;
      }
      isStarted |= isAnswering;
    } else if (order == Step.Order.STOP) {
      stops++;
      isStarted = false;
      if (isOurs && (isAnswering || stops % 2 == 0)) {
        phase = isUp() ? Phase.STOPPING : phase;
        isOurs &= hasState;
      }
    }
    if (order != Step.Order.NONE && isAnswering) {
      state = state.answered();
    }
  }
}
