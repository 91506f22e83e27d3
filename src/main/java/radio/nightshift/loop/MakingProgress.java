package radio.nightshift.loop;

import java.time.Duration;
import radio.nightshift.ffmpeg.FfmpegProgress;

/**
 * How far a source has been made ready, in words.
 *
 * @param files null if nothing can be said yet
 * @param begun by the monotonic clock
 */
record MakingProgress(FfmpegProgress files, long begun) {
  static final MakingProgress NONE = new MakingProgress(null, 0);

  /** Below this, what is left is guesswork. */
  private static final int FIRST_GUESS = 3;

  /** Such as {@code is being made: 35 %, about 4 min left}. */
  String words() {
    return files == null ? words(0, 0) : words(files.percent(), System.nanoTime() - begun);
  }

  static String words(int percent, long nanos) {
    String made = "is being made: %d %%".formatted(percent);
    if (percent < FIRST_GUESS) {
      return made;
    }
    Duration left = Duration.ofNanos((long) ((double) nanos / percent * (100 - percent)));
    return made + ", about " + rounded(left) + " left";
  }

  private static String rounded(Duration left) {
    if (left.compareTo(Duration.ofMinutes(1)) < 0) {
      return "1 min";
    }
    return left.compareTo(Duration.ofMinutes(90)) < 0
        ? Math.round(left.toSeconds() / 60.0) + " min"
        : Math.round(left.toMinutes() / 60.0) + " h";
  }
}
