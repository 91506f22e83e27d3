package radio.nightshift.prepare;

import java.util.HashMap;
import java.util.Map;
import radio.nightshift.ffmpeg.Loudness;
import radio.nightshift.media.Encoding;

/**
 * The proof that what was made is as loud as it was asked to be, on every mount. What is not is
 * made again: once from audio of one form, then with less gain for its peaks, and at the worst as
 * loud as it came.
 */
final class Proof {
  /** Further from what was asked, in LU, it is not that programme at that gain. */
  private static final double MOST_OFF = 1;

  /** Encoders change peaks a little, in dB. */
  private static final double MOST_OVER = 0.5;

  private static final int MOST_ATTEMPTS = 4;

  private final PrepareOptions options;
  private final Map<Integer, Double> lowered = new HashMap<>();
  private int attempts;
  private boolean isUnlevelled;

  Proof(PrepareOptions options) {
    this.options = options;
  }

  /** The gain in dB after all that has been proven. */
  double gain(int channels, Loudness found) {
    if (found == null) {
      return 0;
    }
    double asked =
        isUnlevelled || found.isSilent()
            ? Math.min(0, options.truePeak() - found.truePeak())
            : found.gain(options.loudness(), options.truePeak());
    return asked - lowered.getOrDefault(channels, 0.0);
  }

  /**
   * Compares results with what was asked of them.
   *
   * @param results what the test has measured in them; those of silence are left out
   * @param before what the recording measured, by the number of channels
   * @return whether all are proven, or no further attempt would be of use
   */
  boolean of(Map<Encoding, Loudness> results, Map<Integer, Loudness> before) {
    if (isUnlevelled || ++attempts > MOST_ATTEMPTS) {
      return true;
    }
    boolean isOff = false;
    Map<Integer, Double> over = new HashMap<>();
    for (Map.Entry<Encoding, Loudness> result : results.entrySet()) {
      int channels = result.getKey().channels();
      double asked = before.get(channels).integrated() + gain(channels, before.get(channels));
      isOff |= Math.abs(result.getValue().integrated() - asked) > MOST_OFF;
      double above = result.getValue().truePeak() - options.truePeak();
      if (above > MOST_OVER) {
        over.merge(channels, above, Math::max);
      }
    }
    if (isOff) {
      isUnlevelled = attempts > 1;
    } else {
      over.forEach((channels, above) -> lowered.merge(channels, above, Double::sum));
    }
    return !isOff && over.isEmpty();
  }

  /** Whether the first attempt was off, so that other input may help. */
  boolean wantsOneForm() {
    return attempts == 1 && lowered.isEmpty();
  }

  /** Whether it was given up to level it. */
  boolean isUnlevelled() {
    return isUnlevelled;
  }
}
