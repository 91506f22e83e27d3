package radio.nightshift.loop;

import java.io.IOException;
import java.util.Arrays;

/**
 * Makes a sound round: exactly as long as a turn, and its end goes over into its beginning. It is
 * faded over five milliseconds from what would have followed, be it there or predicted.
 */
final class RoundPcm {
  private static final int FADES_PER_SECOND = 200;

  /** What is longer by less than this is the padding of an encoder. */
  private static final double PADDING = 0.05;

  /** So much of a difference may be spread: nobody hears it as another pitch. */
  private static final double SPREAD = 0.005;

  private static final int PAST = 4096;

  private final PcmFile pcm;
  private final int rate;
  private final long turn;

  /**
   * A sound that is to be made round.
   *
   * @param turn how many samples a turn has
   */
  RoundPcm(PcmFile pcm, int rate, long turn) {
    this.pcm = pcm;
    this.rate = rate;
    this.turn = turn;
  }

  /** Whether it is to be made longer or shorter as a whole first. */
  boolean needsStretching() throws IOException {
    long missing = turn - pcm.length();
    boolean isPadding = missing < 0 && -missing <= PADDING * rate;
    return !isPadding && Math.abs(missing) > fade() && Math.abs(missing) <= SPREAD * turn;
  }

  /** Makes it round. */
  void close() throws IOException {
    long length = pcm.length();
    int fade = (int) Math.min(fade(), turn / 2);
    long missing = turn - length;
    double[][] after = new double[pcm.channels()][fade];
    if (missing > fade) {
      pcm.write(length, faded(predicted(length, fade)));
    } else {
      int known = (int) Math.max(0, Math.min(fade, -missing));
      double[][] beyond = predicted(length, fade + fade);
      double[][] real = pcm.read(turn, known);
      int before = (int) Math.max(0, missing);
      for (int channel = 0; channel < after.length; channel++) {
        System.arraycopy(beyond[channel], before, after[channel], known, fade - known);
        System.arraycopy(real[channel], 0, after[channel], 0, known);
        beyond[channel] = Arrays.copyOf(beyond[channel], before);
      }
      pcm.write(length, beyond);
    }
    pcm.setLength(turn);
    pcm.write(0, mixed(pcm.read(0, fade), after));
  }

  private int fade() {
    return rate / FADES_PER_SECOND;
  }

  private double[][] predicted(long from, int count) throws IOException {
    int past = (int) Math.min(PAST, from);
    double[][] samples = pcm.read(from - past, past);
    for (int channel = 0; channel < samples.length; channel++) {
      samples[channel] = new SeamPrediction(samples[channel]).next(count);
    }
    return samples;
  }

  private static double[][] faded(double[][] samples) {
    return mixed(new double[samples.length][samples[0].length], samples);
  }

  /** Goes from the second to the first. */
  private static double[][] mixed(double[][] to, double[][] from) {
    for (int channel = 0; channel < to.length; channel++) {
      int count = to[channel].length;
      for (int i = 0; i < count; i++) {
        double share = (i + 0.5) / count;
        to[channel][i] = share * to[channel][i] + (1 - share) * from[channel][i];
      }
    }
    return to;
  }
}
