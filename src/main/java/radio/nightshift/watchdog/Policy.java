package radio.nightshift.watchdog;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules by which a backup is brought up and taken down again.
 *
 * @param checks the names of the checks that are on
 * @param failing how many of them must fail
 * @param waitFor for how long they must, and how long the encoder has to come back
 * @param well the checks that see the encoder itself, not what is on its mount
 * @param wellFor for how long these must pass before the backup is stopped
 * @param every the time from one round of checks to the next
 * @param limit the longest that a round may take
 * @param hasOwnMount whether the backup streams to another mount than the encoder
 * @param hasBackup whether there is a backup at all
 */
record Policy(
    Set<String> checks,
    int failing,
    Duration waitFor,
    Set<String> well,
    Duration wellFor,
    Duration every,
    Duration limit,
    boolean hasOwnMount,
    boolean hasBackup) {
  static final String ICECAST = "icecast";
  private static final String SILENCE = "silence";

  /** The longest that a failed return makes the next one wait. */
  private static final Duration LONGEST_PATIENCE = Duration.ofDays(1);

  /** So many doublings pass every bound. */
  private static final int MOST_DOUBLINGS = 30;

  /**
   * Keeps of {@code well} what can be judged while the backup is on: {@code silence} hears the
   * backup, and {@code icecast} sees it unless it has a mount of its own.
   */
  Policy {
    if (failing < 1
        || waitFor.isNegative()
        || wellFor.isNegative()
        || every.isNegative()
        || every.isZero()) {
      throw new IllegalArgumentException("a failover needs a quorum, a wait and an interval");
    }
    Set<String> counting = new TreeSet<>(well);
    counting.remove(SILENCE);
    counting.remove(ICECAST);
    if (hasOwnMount) {
      counting.add(ICECAST);
    }
    counting.retainAll(checks);
    checks = Set.copyOf(checks);
    well = Set.copyOf(counting);
  }

  /** Whether the backup may ever be started. */
  boolean canStart() {
    return hasBackup && checks.size() >= failing;
  }

  /** Whether the encoder must be seen on the mount once the backup has left it. */
  boolean expectsSource() {
    return !hasOwnMount && checks.contains(ICECAST);
  }

  /** For how long the encoder must be well after so many returns that have failed. */
  Duration patience(int failedReturns) {
    Duration doubled = wellFor.multipliedBy(1L << Math.min(failedReturns, MOST_DOUBLINGS));
    Duration bound = wellFor.compareTo(LONGEST_PATIENCE) > 0 ? wellFor : LONGEST_PATIENCE;
    return doubled.compareTo(bound) > 0 ? bound : doubled;
  }

  /** How long a backup may take to start or to stop before that is done again. */
  Duration repeat() {
    return waitFor.compareTo(every) > 0 ? waitFor : every;
  }

  /** Whether an observation of this age is of this round. A clock may have gone back. */
  boolean isOfThisRound(Duration age) {
    return age.abs().compareTo(every.plus(limit)) <= 0;
  }

  /**
   * How much of the time that the clock shows to have passed since the last round counts. Rounds
   * come at an interval whatever the clock does: a clock that was set counts for one interval, and
   * so does a round that comes a trifle early.
   */
  Duration counted(Duration shown) {
    boolean isOffByATrifle = shown.compareTo(every.minus(every.dividedBy(10))) >= 0;
    boolean isEarly = isOffByATrifle && shown.compareTo(every) < 0;
    boolean isImpossible = shown.isNegative() || shown.compareTo(every.plus(limit)) > 0;
    return isEarly || isImpossible ? every : shown;
  }

  /** Whether nothing is known of the time between a kept state and a start. */
  boolean isTooLong(Duration pause) {
    return pause.isNegative() || pause.compareTo(every.multipliedBy(2).plus(limit)) > 0;
  }
}
