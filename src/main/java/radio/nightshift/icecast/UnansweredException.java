package radio.nightshift.icecast;

/** A connection on which a server gave no proper answer to a source, or none that came about. */
final class UnansweredException extends IcecastException {
  private static final long serialVersionUID = 1L;

  private final boolean brokenOff;

  private UnansweredException(String message, Throwable origin, boolean brokenOff) {
    super(message, origin);
    this.brokenOff = brokenOff;
  }

  /** A server that cannot be reached, or that does not answer in time. */
  static UnansweredException silent(String message, Throwable origin) {
    return new UnansweredException(message, origin, false);
  }

  /** A connection that the other side ended before its answer, which may happen once. */
  static UnansweredException brokenOff(String message, Throwable origin) {
    return new UnansweredException(message, origin, true);
  }

  boolean isBrokenOff() {
    return brokenOff;
  }
}
