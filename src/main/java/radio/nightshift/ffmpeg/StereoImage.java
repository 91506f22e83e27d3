package radio.nightshift.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the two channels of audio relate, as mean levels in dBFS.
 *
 * @param left the left channel's level
 * @param right the right channel's level
 * @param middle the level of both together, as a mono listener hears them
 * @param isFlat whether their tops are flat, as those of clipped audio are
 */
public record StereoImage(double left, double right, double middle, boolean isFlat) {
  /** The filter that measures it; on one frame of 32 it is near enough, and costs little. */
  public static final String FILTER =
      "pan=quad|c0=c0|c1=c1|c2=0.5*c0+0.5*c1|c3=0.5*c0-0.5*c1,"
          + "astats@sides=measure_overall=none:measure_perchannel=RMS_level+Peak_level+Flat_factor";

  /** Speech without a pause is 30 dB above the noise of a good room. */
  private static final double ONE_SIDED = 40;

  /** Two independent channels lose 3 dB; what loses so much is the same sound, inverted. */
  private static final double CANCELLED = 10;

  /** Noise makes channels differ by less than that. */
  private static final double EQUAL = 1;

  private static final double SILENT = -70;
  private static final double FULL_SCALE = -0.1;
  private static final int CHANNELS = 4;
  private static final Pattern FIGURE =
      Pattern.compile(
          "(?m)^\\[astats@sides @ [^]\\n]*] \\[info] (RMS level dB|Peak level dB|Flat factor): (-?[0-9.]+|-inf|-?nan)");

  /** Reads what the filter prints at its end; empty if it has had no audio. */
  public static Optional<StereoImage> parse(String printed) {
    List<Double> levels = new ArrayList<>();
    List<Double> peaks = new ArrayList<>();
    List<Double> flat = new ArrayList<>();
    Matcher figures = FIGURE.matcher(printed);
    while (figures.find()) {
      double figure = decibels(figures.group(2));
      switch (figures.group(1)) {
        case "RMS level dB" -> levels.add(figure);
        case "Peak level dB" -> peaks.add(figure);
        default -> flat.add(figure);
      }
    }
    int first = levels.size() - CHANNELS;
    if (first < 0 || peaks.size() < levels.size() || flat.size() < levels.size()) {
      return Optional.empty();
    }
    boolean isFlat =
        peaks.get(first) > FULL_SCALE && flat.get(first) > 0
            || peaks.get(first + 1) > FULL_SCALE && flat.get(first + 1) > 0;
    return Optional.of(
        new StereoImage(levels.get(first), levels.get(first + 1), levels.get(first + 2), isFlat));
  }

  /** Whether it is to be heard on one side only. */
  public boolean isOneSided() {
    return louder() > SILENT && Math.abs(left - right) > ONE_SIDED;
  }

  /** Whether its channels cancel each other out, because one of them has its polarity inverted. */
  public boolean isCancelled() {
    return louder() > SILENT && !isOneSided() && louder() - middle > CANCELLED;
  }

  /** Whether the left channel is the louder one, or as loud. */
  public boolean isLeftLouder() {
    return left > right - EQUAL;
  }

  private double louder() {
    return Math.max(left, right);
  }

  private static double decibels(String figure) {
    return figure.endsWith("inf") || figure.endsWith("nan") ? -200 : Double.parseDouble(figure);
  }
}
