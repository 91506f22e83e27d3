package radio.nightshift.watchdog;

/**
 * What is known of the backup.
 *
 * @param phase how far it is
 * @param ours whether this watchdog has started it; only then may it stop it
 * @param words how it is, without a full stop, such as {@code i-0123 is running}
 */
record Standing(Phase phase, boolean ours, String words) {
  /** How far a backup is. */
  enum Phase {
    STOPPED,
    STARTING,
    RUNNING,
    STOPPING,
    /** It could not be asked, or cannot be: a webhook has no state. */
    UNKNOWN
  }
}
