package radio.nightshift.settings;

/**
 * Something outside that the start needs is away; the message says what, and what to do. Nothing is
 * wrong with the settings.
 */
public final class OutsideException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OutsideException(String message) {
    super(message);
  }
}
