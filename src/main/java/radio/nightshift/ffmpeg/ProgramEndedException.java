package radio.nightshift.ffmpeg;

import java.io.IOException;

/** The end of a lasting program, which nobody expected: what it was, and the program's reason. */
public final class ProgramEndedException extends IOException {
  private static final long serialVersionUID = 1L;

  ProgramEndedException(String words) {
    super(words);
  }
}
