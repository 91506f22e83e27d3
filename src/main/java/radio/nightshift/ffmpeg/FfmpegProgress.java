package radio.nightshift.ffmpeg;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The progress of a preparation, by the file that ffmpeg's {@code -progress} writes. */
public final class FfmpegProgress {
  private static final int TAIL = 1024;
  private static final Pattern TIME = Pattern.compile("(?m)^out_time_us=(\\d{1,15})$");

  private final Path folder;
  private final Duration length;
  private volatile Stage stage = Stage.MEASURE;

  /** The runs of ffmpeg, with their begin and end in the whole, in percent. */
  public enum Stage {
    MEASURE(0, 35),
    ENCODE(35, 85),
    VERIFY(85, 100);

    private final int from;
    private final int to;

    Stage(int from, int to) {
      this.from = from;
      this.to = to;
    }
  }

  /**
   * Progress of a preparation in a folder.
   *
   * @param length how long the audio is that each run goes through
   */
  public FfmpegProgress(Path folder, Duration length) {
    this.folder = folder;
    this.length = length;
  }

  /** The arguments that make ffmpeg write the progress of a run. */
  public List<String> arguments(Stage begun) {
    stage = begun;
    return List.of("-stats_period", "2", "-progress", "file:" + file(begun));
  }

  /** The share of the whole that is done, 0 to 100. */
  public int percent() {
    Stage now = stage;
    try (RandomAccessFile file = new RandomAccessFile(file(now).toFile(), "r")) {
      file.seek(Math.max(0, file.length() - TAIL));
      byte[] tail = new byte[TAIL];
      int read = Math.max(0, file.read(tail));
      long micros = micros(new String(tail, 0, read, StandardCharsets.US_ASCII));
      double part = micros / 1000.0 / Math.max(1, length.toMillis());
      return now.from + (int) ((now.to - now.from) * Math.min(1, part));
    } catch (IOException notBegun) {
      return now.from;
    }
  }

  /** The last time in what {@code -progress} has written, in microseconds; 0 if there is none. */
  private static long micros(String written) {
    Matcher times = TIME.matcher(written);
    long micros = 0;
    while (times.find()) {
      micros = Long.parseLong(times.group(1));
    }
    return micros;
  }

  /** The file that ffmpeg writes to during a run. */
  public Path file(Stage of) {
    return folder.resolve(of.name().toLowerCase(Locale.ROOT) + ".progress");
  }
}
