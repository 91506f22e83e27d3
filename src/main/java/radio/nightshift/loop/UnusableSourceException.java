package radio.nightshift.loop;

/** A source that no channel can play; the message names it, the reason and the remedy. */
public final class UnusableSourceException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableSourceException(String message) {
    super(message);
  }
}
