package radio.nightshift.alerts;

import java.time.Duration;

/** A notice that a receiver has not taken, in words that name no address. */
public final class NotTakenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Duration retryAfter;
  private final boolean ofNotice;

  /**
   * A notice that was refused.
   *
   * @param words why, and what to do, with {@code "; "} between them and no full stop
   * @param retryAfter how long the receiver wants to be left alone; zero if it has not said so
   * @param ofNotice whether it may be this notice alone that is refused
   */
  NotTakenException(String words, Duration retryAfter, boolean ofNotice) {
    super(words);
    this.retryAfter = retryAfter;
    this.ofNotice = ofNotice;
  }

  boolean isOfNotice() {
    return ofNotice;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
