package radio.nightshift.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A watchdog in rounds: what it keeps, and what it loses when it is killed. */
final class SimulatedWatchdog {
  static final Duration EVERY = Duration.ofMinutes(5);
  static final Set<String> CHECKS = Set.of("icecast", "cpu", "segments", "freshness", "silence");
  static final Policy POLICY =
      new Policy(
          CHECKS,
          2,
          EVERY,
          Set.of("cpu", "segments", "freshness"),
          EVERY.multipliedBy(3),
          EVERY,
          Duration.ofMinutes(1),
          false,
          true);

  private final Failover failover = new Failover(POLICY);
  private final String name;
  private final UnaryOperator<State> disk;
  private State state = State.watching();
  private boolean isKilled;

  /** When in a round it is killed. */
  enum Kill {
    NEVER,
    BEFORE_IT_KEEPS,
    BEFORE_THE_ORDER,
    BEFORE_THE_ANSWER
  }

  /**
   * A watchdog that watches.
   *
   * @param disk what becomes of a state that is written and read again
   */
  SimulatedWatchdog(String name, UnaryOperator<State> disk) {
    this.name = name;
    this.disk = disk;
  }

  /** One round; a killed watchdog comes back with the next one. */
  void round(
      List<Observation> observations,
      Standing seen,
      SimulatedBackup backup,
      Instant now,
      Kill kill) {
    if (isKilled) {
      state = failover.resume(disk.apply(state), now);
    }
    isKilled = kill != Kill.NEVER;
    Step step = failover.decide(state, observations, seen, now);
    if (kill == Kill.BEFORE_IT_KEEPS) {
      return;
    }
    state = step.state();
    if (kill == Kill.BEFORE_THE_ORDER || step.order() == Step.Order.NONE) {
      return;
    }
    if (step.order() == Step.Order.START) {
      backup.start(name);
    } else {
      backup.stop(name);
    }
    state = kill == Kill.BEFORE_THE_ANSWER ? state : state.answered();
  }

  State state() {
    return state;
  }

  /** What the checks show of an encoder that is well or not, and of the mount. */
  static List<Observation> observations(boolean isWell, boolean isOnTheMount, Instant now) {
    return CHECKS.stream()
        .map(
            check ->
                new Observation(
                    check,
                    check.equals("icecast") || check.equals("silence") ? isOnTheMount : isWell,
                    "seen",
                    now))
        .toList();
  }
}
