package radio.nightshift.ingest;

import java.io.IOException;

/** A file was written to, or taken away, while it was taken in. It is left where it is. */
public final class UploadChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  UploadChangedException(String message) {
    super(message);
  }
}
