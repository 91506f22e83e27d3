package radio.nightshift.icecast;

import java.util.regex.Pattern;

/** A server's answer to a source that is no acceptance, but for a refused login. */
final class SourceRefusedException extends IcecastException {
  private static final long serialVersionUID = 1L;

  private static final Pattern IN_USE =
      Pattern.compile("(?i)\\bin use\\b|already (connected|taken)|mount(point)? taken");

  /** Any page of any server may name the header itself. */
  private static final Pattern NO_TYPE =
      Pattern.compile("(?i)(no|missing|unsupported) content-?type|content-?type not supported");

  private final int code;
  private final String said;

  /**
   * A refusal.
   *
   * @param code the HTTP status, 0 if it is none
   * @param said the status line and the text below it
   */
  SourceRefusedException(String message, int code, String said) {
    super(message);
    this.code = code;
    this.said = said;
  }

  /** Whether it is refused because another source is on the mount. */
  boolean isMountInUse() {
    return code == 409 || code == 403 && IN_USE.matcher(said).find();
  }

  /** Whether it is refused because the source did not say what it would send. */
  boolean isForItsContentType() {
    return code == 415 || (code == 400 || code == 403) && NO_TYPE.matcher(said).find();
  }

  /** Whether another address of the same host may stand for a server that accepts. */
  boolean isOfThisAddress() {
    return code == 0 || code >= 500;
  }
}
