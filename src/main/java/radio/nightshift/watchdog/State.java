package radio.nightshift.watchdog;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a failover is. It is kept on disk before anything is done, so that a watchdog that was
 * killed at any moment goes on.
 *
 * @param stage what the watchdog waits for
 * @param lasted for how long it has, by the rounds that count
 * @param round when the last round was
 * @param failedReturns how often running the encoder was not back after the backup had stopped
 * @param isAnswered whether the backup has taken the last order
 * @param isOurs whether the backup was this watchdog's when it was last seen up
 */
record State(
    Stage stage,
    Duration lasted,
    Instant round,
    int failedReturns,
    boolean isAnswered,
    boolean isOurs) {
  /** What the watchdog waits for. */
  enum Stage {
    /** For nothing: fewer checks fail than would matter. */
    WATCHING,
    /** Enough checks fail; whether they do for long enough. */
    WAITING,
    /** The backup is to be up. */
    STARTING,
    /** The backup is up, and the encoder is not well. */
    ON_BACKUP,
    /** The backup is up, and the encoder has been well for some time. */
    RECOVERING,
    /** The backup is to be down. */
    STOPPING,
    /** The backup is down, and the encoder is not on its mount yet. */
    RETURNING,
    /** The encoder is on its mount again, or off the air by plan; whether that lasts. */
    RETURNED,
    /** Somebody else has stopped the backup although checks fail: until they no longer do. */
    HELD
  }

  static State watching() {
    return new State(Stage.WATCHING, Duration.ZERO, Instant.EPOCH, 0, false, false);
  }

  State advanced(Instant now, Duration counted) {
    return new State(stage, lasted.plus(counted), now, failedReturns, isAnswered, isOurs);
  }

  /** The same stage goes on; another one begins. */
  State to(Stage next) {
    if (next == stage) {
      return this;
    }
    return next == Stage.WATCHING
        ? new State(next, Duration.ZERO, round, 0, false, false)
        : new State(next, Duration.ZERO, round, failedReturns, false, isOurs);
  }

  /** The stage begins again. */
  State anew(Stage next, Instant now) {
    return new State(next, Duration.ZERO, now, failedReturns, isAnswered, isOurs);
  }

  boolean hasLasted(Duration length) {
    return lasted.compareTo(length) >= 0;
  }

  /** The backup is up. */
  State onBackup(boolean ours) {
    return to(Stage.ON_BACKUP).owned(ours);
  }

  State owned(boolean ours) {
    return new State(stage, lasted, round, failedReturns, isAnswered, ours);
  }

  /** The encoder was not back in time. */
  State returnFailed() {
    return new State(stage, lasted, round, failedReturns + 1, isAnswered, isOurs);
  }

  /** The backup has taken the order of this step. */
  State answered() {
    return new State(stage, lasted, round, failedReturns, true, isOurs);
  }
}
