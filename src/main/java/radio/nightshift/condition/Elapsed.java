package radio.nightshift.condition;

import java.time.Duration;

/** Lengths of time in words. */
public final class Elapsed {
  private Elapsed() {}

  /**
   * Rounds a length of time down to whole units, so that there are at least two of them.
   *
   * @return such as {@code 90 s}, {@code 5 minutes}, {@code 3 hours}, {@code 2 days}
   */
  public static String inWords(Duration duration) {
    Duration length = duration.isNegative() ? Duration.ZERO : duration;
    if (length.toHours() >= 48) {
      return length.toDays() + " days";
    }
    if (length.toMinutes() >= 120) {
      return length.toHours() + " hours";
    }
    return length.toMinutes() >= 2 ? length.toMinutes() + " minutes" : length.toSeconds() + " s";
  }
}
