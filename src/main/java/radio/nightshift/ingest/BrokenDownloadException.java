package radio.nightshift.ingest;

import java.io.IOException;

/**
 * A download that is not complete; the message says why, and it is tried again. It has no cause: a
 * route's rules for failures judge the innermost one first.
 */
public final class BrokenDownloadException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenDownloadException(String message) {
    super(message);
  }
}
