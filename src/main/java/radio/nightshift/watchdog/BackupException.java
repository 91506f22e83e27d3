package radio.nightshift.watchdog;

/**
 * A backup that could not be looked at, started or stopped, in words that name the value and,
 * behind {@code "; "}, the remedy, without a full stop.
 */
public final class BackupException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean lasting;

  /**
   * A failure.
   *
   * @param lasting whether it will be the same until a person does something
   */
  BackupException(String words, boolean lasting) {
    super(words);
    this.lasting = lasting;
  }

  boolean isLasting() {
    return lasting;
  }
}
