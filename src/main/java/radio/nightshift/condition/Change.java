package radio.nightshift.condition;

import java.time.Duration;
import java.time.Instant;

/**
 * What has happened to a condition.
 *
 * @param kind whether it was raised, is another than before, or is over
 * @param condition the condition as it is now, or was last
 * @param at when it happened
 * @param line what the log says of it
 */
public record Change(Kind kind, Condition condition, Instant at, String line) {
  /** The kinds of changes. */
  public enum Kind {
    /** It was not there before. */
    RAISED,
    /** Its words, its remedy or its severity are others than before. */
    CHANGED,
    /** It is over. */
    OVER
  }

  static Change raised(Condition condition, Instant at) {
    return new Change(Kind.RAISED, condition, at, condition.text());
  }

  static Change changed(Condition condition, Instant at) {
    return new Change(Kind.CHANGED, condition, at, condition.text());
  }

  /**
   * A condition is over.
   *
   * @param words what holds instead, without a full stop; null: there are no better words than the
   *     condition's own
   */
  static Change over(Condition condition, Instant at, String words) {
    String lasted = Elapsed.inWords(Duration.between(condition.since(), at));
    return new Change(
        Kind.OVER,
        condition,
        at,
        words == null
            ? "Over after %s: %s.".formatted(lasted, condition.words())
            : "%s, after %s.".formatted(Printable.printable(words), lasted));
  }

  /** A condition is dropped because nobody watches what it is about any more. */
  static Change dropped(Condition condition, Instant at) {
    return new Change(
        Kind.OVER,
        condition,
        at,
        "No longer watched, as %s is off: %s.".formatted(condition.room(), condition.words()));
  }
}
