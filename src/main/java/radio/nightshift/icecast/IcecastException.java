package radio.nightshift.icecast;

/** A mount that could not be opened or kept; the message names host, mount and remedy. */
public class IcecastException extends Exception {
  private static final long serialVersionUID = 1L;

  IcecastException(String message) {
    super(message);
  }

  /**
   * A failure that something else has brought about. That is no cause in Java's sense: Camel looks
   * for error rules in the chain of causes, where a plain {@code IOException} would be taken for a
   * programme that cannot be read.
   */
  IcecastException(String message, Throwable origin) {
    super(message);
    addSuppressed(origin);
  }
}
