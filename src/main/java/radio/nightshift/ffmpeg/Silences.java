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
  /**
   * Audio below −60 dBFS counts as silence. Of six pieces of 1152 samples one is looked at: to look
   * at all would take an eighth of the time of measuring. So a silence begins and ends up to 0.16 s
   * later than it says. It lets those pieces through.
   */
  public static final String FILTER =
      "asetnsamples=1152:p=0,aselect='not(mod(n,6))',silencedetect=noise=-60dB:d=0.09";

  /**
   * ffmpeg finds silence in the fourth silent piece, and takes the four for neighbours: so much of
   * it, in seconds, is not in what it prints.
   */
  private static final double UNSEEN = 0.38;

  private static final double SHORTEST = 1;

  private static final Pattern END =
      Pattern.compile(
          "(?m)^\\[silencedetect @ ([^]]*)] \\[info] silence_end: ([0-9.]+) \\| silence_duration: ([0-9.]+)");

  private static final double AT_START = 2;
  private static final double DOUBT = 0.5;

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
      double seconds = Double.parseDouble(ends.group(3)) + UNSEEN;
      List<Silence> ofFilter = found.computeIfAbsent(ends.group(1), address -> new ArrayList<>());
      if (seconds >= SHORTEST) {
        ofFilter.add(
            new Silence(Math.max(0, Double.parseDouble(ends.group(2)) - seconds), seconds));
      }
    }
    return found.values().stream().map(Silences::new).toList();
  }

  /** Those that a listener would take for a fault: long ones, and one at the very start. */
  public List<Silence> suspicious(Duration longest) {
    return suspicious(longest.toMillis() / 1000.0, AT_START);
  }

  /**
   * Those that are so beyond the doubt of two measurements, of a recording and what is made of it.
   */
  public List<Silence> clearlySuspicious(Duration longest) {
    return suspicious(longest.toMillis() / 1000.0 + DOUBT, AT_START + DOUBT);
  }

  private List<Silence> suspicious(double longest, double atStart) {
    return all.stream()
        .filter(
            silence ->
                silence.seconds > longest || silence.start < 0.1 && silence.seconds > atStart)
        .toList();
  }
}
