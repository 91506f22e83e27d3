package radio.nightshift.settings;

/**
 * A setting with which the station cannot start; the message names it, its value and what it may
 * be.
 */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingException(String message) {
    super(message);
  }
}
