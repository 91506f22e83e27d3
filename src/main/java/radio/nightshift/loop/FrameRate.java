package radio.nightshift.loop;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Frames per second, as a fraction: 25/1, or 30000/1001 as NTSC has it. */
record FrameRate(long frames, long seconds) {
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})(?:/(\\d{1,9}))?");

  FrameRate {
    if (frames <= 0 || seconds <= 0) {
      throw new IllegalArgumentException(
          "a frame rate is above zero, unlike %d/%d".formatted(frames, seconds));
    }
  }

  /**
   * Reads {@code 25} or {@code 30000/1001}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static FrameRate parse(String text) {
    Matcher written = WRITTEN.matcher(text.strip());
    if (!written.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no frame rate such as 25 or 30000/1001".formatted(text));
    }
    return new FrameRate(
        Long.parseLong(written.group(1)),
        written.group(2) == null ? 1 : Long.parseLong(written.group(2)));
  }

  double hertz() {
    return (double) frames / seconds;
  }

  /** How it is written for ffmpeg, and read by {@link #parse}. */
  @Override
  public String toString() {
    return seconds == 1 ? "" + frames : frames + "/" + seconds;
  }
}
