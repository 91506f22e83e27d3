package radio.nightshift.media.ts;

import java.io.IOException;

/** A transport file can be read, and cannot be played; the message reports why. */
public final class UnplayableFileException extends IOException {
  private static final long serialVersionUID = 1L;

  UnplayableFileException(String message) {
    super(message);
  }
}
