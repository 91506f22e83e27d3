package radio.nightshift.icecast;

/** A mount that could not be opened or kept; the message names host, mount and remedy. */
public class IcecastException extends Exception {
  private static final long serialVersionUID = 1L;

  IcecastException(String message) {
    super(message);
  }

  IcecastException(String message, Throwable cause) {
    super(message, cause);
  }
}
