package radio.nightshift.alerts;

import java.time.Duration;

/** A notice that a receiver has not taken, in words that name no address. */
public final class NotTakenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Duration retryAfter;

  /**
   * A notice that was refused.
   *
   * @param words why, and what to do, with {@code "; "} between them and no full stop
   * @param retryAfter how long the receiver wants to be left alone; zero if it has not said so
   */
  NotTakenException(String words, Duration retryAfter) {
    super(words);
    this.retryAfter = retryAfter;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
