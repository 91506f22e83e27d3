package radio.nightshift.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Severity;

/**
 * When a receiver is told.
 *
 * @param least how much a condition must matter
 * @param repeat how often a condition that lasts is told again
 * @param away how long those must have lasted that usually pass by themselves
 * @param passing which ones those are, as {@code room/about}
 * @param perMinute how much is told within a minute at most
 * @param most how many conditions are kept to be told
 */
record Rules(
    Severity least, Duration repeat, Duration away, Set<String> passing, int perMinute, int most) {

  boolean concerns(Condition condition) {
    return condition.severity().compareTo(least) >= 0;
  }

  /** From when on a condition may be told. */
  Instant ripe(Condition condition) {
    return passing.contains(condition.room() + "/" + condition.about())
        ? condition.since().plus(away)
        : Instant.MIN;
  }
}
