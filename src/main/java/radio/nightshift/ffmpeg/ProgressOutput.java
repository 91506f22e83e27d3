package radio.nightshift.ffmpeg;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The standard output of a lasting ffmpeg, to which {@code -progress} writes. */
final class ProgressOutput {
  private static final Set<String> KEYS =
      Set.of("out_time_us", "speed", "bitrate", "total_size", "progress");
  private static final int LONGEST = 128;

  private final StringBuilder line = new StringBuilder();
  private final Map<String, String> block = new HashMap<>();
  private volatile ProgressReport latest = ProgressReport.NONE;
  private volatile boolean hasMoved;
  private volatile long moved = System.nanoTime();

  /** Reads on. */
  synchronized void write(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n') {
        accept("" + line);
        line.setLength(0);
      } else if (line.length() < LONGEST) {
        line.append((char) (bytes[i] & 0xff));
      }
    }
  }

  /** The latest report. */
  ProgressReport latest() {
    return latest;
  }

  /** Whether there has been progress at all. */
  boolean hasMoved() {
    return hasMoved;
  }

  /** How long there has been no progress. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - moved);
  }

  private void accept(String written) {
    int sign = written.indexOf('=');
    if (sign < 0 || !KEYS.contains(written.substring(0, sign))) {
      return;
    }
    block.put(written.substring(0, sign), written.substring(sign + 1).strip());
    if (block.containsKey("progress")) {
      report();
      block.clear();
    }
  }

  private void report() {
    Duration before = latest.time();
    Duration time = Duration.of((long) number("out_time_us", "", 0), ChronoUnit.MICROS);
    latest =
        new ProgressReport(
            time,
            number("speed", "x", -1),
            (long) (1000 * number("bitrate", "kbits/s", -0.001)),
            (long) number("total_size", "", -1));
    // A time stamp may come round and go back: any other is progress.
    if (!time.equals(before)) {
      moved = System.nanoTime();
      hasMoved = true;
    }
  }

  private double number(String key, String unit, double unknown) {
    String text = block.getOrDefault(key, "");
    try {
      return Double.parseDouble(text.endsWith(unit) ? text.replace(unit, "") : "");
    } catch (NumberFormatException notKnown) {
      return unknown;
    }
  }
}
