package radio.nightshift.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the checks of one round show. A check that is missing, or whose observation is of another
 * round, counts neither as failing nor as well: so it is off the air by plan.
 */
final class Sight {
  private final Policy policy;
  private final Map<String, Boolean> passed = new HashMap<>();

  Sight(Policy policy, List<Observation> observations, Instant now) {
    this.policy = policy;
    for (Observation one : observations) {
      if (policy.checks().contains(one.check())
          && policy.isOfThisRound(Duration.between(one.at(), now))) {
        passed.put(one.check(), one.passed());
      }
    }
  }

  /** Whether enough checks fail. */
  boolean isDown() {
    return passed.values().stream().filter(Boolean.FALSE::equals).count() >= policy.failing();
  }

  /** Whether all checks that see the encoder itself pass. */
  boolean isWell() {
    return !policy.well().isEmpty() && policy.well().stream().allMatch(this::passes);
  }

  /** Whether there is a source on the mount. */
  boolean hasSource() {
    return passes(Policy.ICECAST);
  }

  /** Whether there is none, which is not known if it was not looked for. */
  boolean lacksSource() {
    return Boolean.FALSE.equals(passed.get(Policy.ICECAST));
  }

  private boolean passes(String check) {
    return Boolean.TRUE.equals(passed.get(check));
  }
}
