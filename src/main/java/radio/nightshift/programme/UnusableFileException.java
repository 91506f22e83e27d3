package radio.nightshift.programme;

import java.nio.file.Path;

/** A programme file that cannot be used as it is; the message names file, reason and remedy. */
public final class UnusableFileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Path file;

  public UnusableFileException(Path file, String message) {
    super(message);
    this.file = file;
  }

  public Path file() {
    return file;
  }
}
