package radio.nightshift.settings;

/** A parameter that is not to be had; the message names it and says what to do. */
public final class ParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean away;

  /**
   * A failed question.
   *
   * @param away whether the store itself is away, so that nothing is known of the parameter
   */
  public ParameterException(String message, boolean away) {
    super(message);
    this.away = away;
  }

  public boolean isAway() {
    return away;
  }

  /** The exception that ends the start, naming the setting that needs the parameter. */
  public RuntimeException of(String setting) {
    String message = setting + ": " + getMessage();
    return away ? new OutsideException(message) : new SettingException(message);
  }
}
