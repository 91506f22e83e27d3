package radio.nightshift.loop;

import java.util.Arrays;

/**
 * Continues a sound beyond its end as it would most likely have gone on: by linear prediction after
 * Burg, which never grows louder. A steady tone goes on as that tone, so that fading over from it
 * leaves neither a hole nor a click; of noise it soon falls silent.
 */
final class SeamPrediction {
  private static final int ORDER = 64;

  private final double[] past;
  private final double[] weights;

  /** A prediction from the samples before, of one channel. */
  SeamPrediction(double[] past) {
    this.past = past;
    this.weights = burg(past, Math.min(ORDER, past.length / 3));
  }

  /** The samples that follow. */
  double[] next(int count) {
    int known = past.length;
    double[] all = Arrays.copyOf(past, known + count);
    for (int i = known; i < all.length; i++) {
      double sum = 0;
      for (int j = 1; j < weights.length; j++) {
        sum -= weights[j] * all[i - j];
      }
      all[i] = sum;
    }
    return Arrays.copyOfRange(all, known, all.length);
  }

  private static double[] burg(double[] x, int order) {
    double[] a = new double[order + 1];
    a[0] = 1;
    double[] forward = x.clone();
    double[] backward = x.clone();
    for (int m = 1; m <= order; m++) {
      double reflection = reflection(forward, backward, m);
      double[] before = a.clone();
      for (int i = 1; i <= m; i++) {
        a[i] = before[i] + reflection * before[m - i];
      }
      for (int i = x.length - 1; i >= m; i--) {
        double f = forward[i];
        forward[i] = f + reflection * backward[i - 1];
        backward[i] = backward[i - 1] + reflection * f;
      }
    }
    return a;
  }

  private static double reflection(double[] forward, double[] backward, int m) {
    double product = 0;
    double power = 0;
    for (int i = m; i < forward.length; i++) {
      product += forward[i] * backward[i - 1];
      power += forward[i] * forward[i] + backward[i - 1] * backward[i - 1];
    }
    return power < 1e-9 ? 0 : -2 * product / power;
  }
}
