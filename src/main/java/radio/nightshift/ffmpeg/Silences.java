package radio.nightshift.ffmpeg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The silences of a second or more that ffmpeg's silencedetect has found in audio. */
public record Silences(List<Silence> all) {
  /** Audio below −60 dBFS for a second or more counts as silence. */
  public static final String FILTER = "noise=-60dB:d=1";

  private static final Pattern END =
      Pattern.compile(
          "(?m)^\\[silencedetect @ ([^]]*)] \\[info] silence_end: ([0-9.]+) \\| silence_duration: ([0-9.]+)");

  private static final Duration AT_START = Duration.ofSeconds(2);

  /** One silence, from a position in the audio on. */
  public record Silence(double start, double seconds) {
    public String words() {
      return "%.1f s from %d:%02d".formatted(seconds, (long) start / 60, (long) start % 60);
    }
  }

  /**
   * One entry for each silencedetect filter that has found silence. They are told apart by the
   * memory address in each line, since ffmpeg does not print the filter's name there.
   */
  public static List<Silences> parse(String printed) {
    Map<String, List<Silence>> found = new LinkedHashMap<>();
    Matcher ends = END.matcher(printed);
    while (ends.find()) {
      double seconds = Double.parseDouble(ends.group(3));
      found
          .computeIfAbsent(ends.group(1), address -> new ArrayList<>())
          .add(new Silence(Math.max(0, Double.parseDouble(ends.group(2)) - seconds), seconds));
    }
    return found.values().stream().map(Silences::new).toList();
  }

  /** Those that a listener would take for a fault: long ones, and one at the very start. */
  public List<Silence> suspicious(Duration longest) {
    return all.stream()
        .filter(
            silence ->
                silence.seconds > longest.toMillis() / 1000.0
                    || silence.start < 0.1 && silence.seconds > AT_START.toMillis() / 1000.0)
        .toList();
  }
}
