package radio.nightshift.watchdog;

/** What is brought up in the encoder's place. Its methods are called by one thread at a time. */
interface Backup {
  /**
   * How it is.
   *
   * @throws BackupException if it cannot be asked
   */
  Standing look() throws BackupException;

  /**
   * Starts it, and notes that this watchdog did. Two starts are one, by whomever.
   *
   * @throws BackupException if it cannot be started
   */
  void start() throws BackupException;

  /**
   * Stops it if this watchdog has started it; else it does nothing.
   *
   * @throws BackupException if it cannot be stopped
   */
  void stop() throws BackupException;
}
