package radio.nightshift.watchdog;

import java.io.IOException;

/** The spool has as many bytes as it may have. */
final class SpoolFullException extends IOException {
  private static final long serialVersionUID = 1L;

  SpoolFullException(long most) {
    super("it has %d MB".formatted(most >> 20));
  }
}
