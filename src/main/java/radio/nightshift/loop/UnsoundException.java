package radio.nightshift.loop;

import java.io.IOException;

/** What was made is not what it should be; the message says in what. */
final class UnsoundException extends IOException {
  private static final long serialVersionUID = 1L;

  UnsoundException(String message) {
    super(message);
  }
}
