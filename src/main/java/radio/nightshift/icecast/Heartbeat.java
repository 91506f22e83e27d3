package radio.nightshift.icecast;

import java.time.Duration;

/**
 * When a mount's thread last went round its loop. It is written at each frame, and several times a
 * second in every wait, so that only a thread that is stuck lets it grow old.
 */
final class Heartbeat {
  private volatile long lastNanos;
  private volatile boolean beats;

  /** Notes a round of the loop; from here on the next one is expected. */
  void beat() {
    lastNanos = System.nanoTime();
    beats = true;
  }

  /** Marks a pause, in which no round is expected. */
  void pause() {
    beats = false;
  }

  /** Whether a round is expected. */
  boolean isExpected() {
    return beats;
  }

  boolean isOlderThan(Duration age) {
    return beats && System.nanoTime() - lastNanos > age.toNanos();
  }
}
