package radio.nightshift.icecast;

/** Icecast did not take the source's user name and password (HTTP 401). */
public final class LoginRefusedException extends IcecastException {
  private static final long serialVersionUID = 1L;

  LoginRefusedException(String message) {
    super(message);
  }
}
