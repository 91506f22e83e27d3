package radio.nightshift.icecast;

/** A connection on which a server gave no proper answer to a source, or none that came about. */
final class UnansweredException extends IcecastException {
  private static final long serialVersionUID = 1L;

  UnansweredException(String message, Throwable origin) {
    super(message, origin);
  }
}
