package radio.nightshift.ffmpeg;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The progress of what several runs of ffmpeg make, by the file that ffmpeg's {@code -progress}
 * writes.
 */
public final class FfmpegProgress {
  private static final int TAIL = 1024;
  private static final Pattern TIME = Pattern.compile("(?m)^out_time_us=(\\d{1,15})$");
  private static final Pattern FRAMES = Pattern.compile("(?m)^frame=\\s*(\\d{1,15})$");

  private final Path folder;
  private final Duration length;
  private volatile Stage stage = new Stage("none", 0, 0);

  /**
   * One of the runs of ffmpeg that the whole consists of.
   *
   * @param name fit for a file
   * @param from where it begins in the whole, in percent
   * @param to where it ends, in percent
   */
  public record Stage(String name, int from, int to) {
    public static final Stage MEASURE = new Stage("measure", 0, 35);
    public static final Stage ENCODE = new Stage("encode", 35, 85);
    public static final Stage VERIFY = new Stage("verify", 85, 100);

    /** Those of a programme that is prepared. */
    public static final List<Stage> PREPARATION = List.of(MEASURE, ENCODE, VERIFY);
  }

  /**
   * Progress in a folder.
   *
   * @param length how long the sound or picture is that each run goes through
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
    double part = last(TIME, now) / 1000.0 / Math.max(1, length.toMillis());
    return now.from + (int) ((now.to - now.from) * Math.min(1, part));
  }

  /** How many frames of video the run has encoded. */
  public long frames() {
    return last(FRAMES, stage);
  }

  /** The last figure of a kind in what {@code -progress} has written; 0 if there is none. */
  private long last(Pattern kind, Stage of) {
    try (RandomAccessFile file = new RandomAccessFile(file(of).toFile(), "r")) {
      file.seek(Math.max(0, file.length() - TAIL));
      byte[] tail = new byte[TAIL];
      int read = Math.max(0, file.read(tail));
      Matcher figures = kind.matcher(new String(tail, 0, read, StandardCharsets.US_ASCII));
      long figure = 0;
      while (figures.find()) {
        figure = Long.parseLong(figures.group(1));
      }
      return figure;
    } catch (IOException notBegun) {
      return 0;
    }
  }

  /** The file that ffmpeg writes to during a run. */
  public Path file(Stage of) {
    return folder.resolve(of.name() + ".progress");
  }
}
