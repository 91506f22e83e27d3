package radio.nightshift.watchdog;

import java.time.Duration;
import radio.nightshift.watchdog.Standing.Phase;

/**
 * What one round has shown.
 *
 * @param sight what the checks have found
 * @param backup how the backup is
 * @param counted how much time it counts for
 */
record Round(Sight sight, Standing backup, Duration counted) {
  /** Whether the backup runs or soon will. */
  boolean isUp() {
    return backup.phase() == Phase.RUNNING || backup.phase() == Phase.STARTING;
  }

  /** Whether the backup can be stopped, and by this watchdog. */
  boolean mayStop() {
    return backup.ours() && (backup.phase() == Phase.RUNNING || backup.phase() == Phase.UNKNOWN);
  }

  /**
   * Whether the order of a stage is to be given now: until it is answered, and then now and then.
   */
  boolean isDue(State state, Duration repeat) {
    long before = state.lasted().minus(counted).dividedBy(repeat);
    return !state.isAnswered() || state.lasted().dividedBy(repeat) > before;
  }
}
