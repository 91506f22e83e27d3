package radio.nightshift.ingest;

import java.io.IOException;

/** A download that did not come whole; the message says why, and it is tried again. */
public final class BrokenDownloadException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenDownloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
