package radio.nightshift.ffmpeg;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loudness of audio by EBU R 128.
 *
 * @param integrated in LUFS; −70 or less is silence
 * @param truePeak in dBTP
 */
public record Loudness(double integrated, double truePeak) {
  private static final double SILENT = -69.9;
  private static final double BELOW_ANY = -120;
  private static final Pattern INTEGRATED = Pattern.compile("(?m)^ +I: +(-?[0-9.]+|-inf) LUFS");
  private static final Pattern PEAK = Pattern.compile("(?m)^ +Peak: +(-?[0-9.]+|-inf) dBFS");

  /**
   * Reads the summary that ffmpeg's ebur128 prints at its end.
   *
   * @param filter the name that the filter was given
   */
  public static Optional<Loudness> parse(String printed, String filter) {
    int start = printed.lastIndexOf("[" + filter + " @ ");
    while (start > 0 && printed.charAt(start - 1) != '\n') {
      start = printed.lastIndexOf("[" + filter + " @ ", start - 1);
    }
    if (start < 0) {
      return Optional.empty();
    }
    int end = printed.indexOf("\n[", start);
    String summary = printed.substring(start, end < 0 ? printed.length() : end);
    Matcher integrated = INTEGRATED.matcher(summary);
    Matcher peak = PEAK.matcher(summary);
    return integrated.find()
        ? Optional.of(
            new Loudness(
                decibels(integrated.group(1)), peak.find() ? decibels(peak.group(1)) : BELOW_ANY))
        : Optional.empty();
  }

  public boolean isSilent() {
    return integrated < SILENT;
  }

  /** The gain in dB that takes it to the target, or as near as the peaks allow. */
  public double gain(OptionalDouble target, double ceiling) {
    if (target.isEmpty() || isSilent()) {
      return 0;
    }
    double gain = Math.min(target.getAsDouble() - integrated, ceiling - truePeak);
    return BigDecimal.valueOf(gain).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
  }

  /** By how many LU that gain falls short of the target. */
  public double shortfall(OptionalDouble target, double ceiling) {
    double missing =
        target.isEmpty() || isSilent()
            ? 0
            : target.getAsDouble() - integrated - gain(target, ceiling);
    return Math.max(0, BigDecimal.valueOf(missing).setScale(1, RoundingMode.HALF_UP).doubleValue());
  }

  private static double decibels(String figure) {
    return figure.equals("-inf") ? BELOW_ANY : Double.parseDouble(figure);
  }
}
