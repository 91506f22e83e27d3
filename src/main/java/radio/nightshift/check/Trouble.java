package radio.nightshift.check;

/** A part that does not do what it should; the message says what is wrong and what to do. */
public final class Trouble extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure with its message. */
  public Trouble(String message) {
    super(message);
  }
}
