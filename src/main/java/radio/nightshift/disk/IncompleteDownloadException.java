package radio.nightshift.disk;

import java.io.IOException;

/** A download that is not complete; the message says why, in words that follow "it". */
public final class IncompleteDownloadException extends IOException {
  private static final long serialVersionUID = 1L;

  IncompleteDownloadException(String message) {
    super(message);
  }
}
