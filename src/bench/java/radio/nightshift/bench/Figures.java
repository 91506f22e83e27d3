package radio.nightshift.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collection;

/** What was measured of one thing, in order of size. */
final class Figures {
  private final double[] sorted;

  private Figures(double[] sorted) {
    this.sorted = sorted;
  }

  static Figures of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalStateException("nothing was measured");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Figures(sorted);
  }

  /** The least value that at least that share of all does not exceed. */
  double at(double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(1, rank) - 1];
  }

  double median() {
    return at(0.5);
  }

  double least() {
    return sorted[0];
  }

  double most() {
    return sorted[sorted.length - 1];
  }

  /** The same figures, counted from the least of them. */
  Figures fromTheLeast() {
    return new Figures(Arrays.stream(sorted).map(value -> value - sorted[0]).toArray());
  }

  /** The median with its range, the maximum with the median, or a share with the maximum. */
  String describe(double share) {
    if (sorted.length == 1) {
      return number(sorted[0]);
    }
    if (share == 1) {
      return "%s (median %s)".formatted(number(most()), number(median()));
    }
    return share == 0.5
        ? "%s (%s to %s)".formatted(number(median()), number(least()), number(most()))
        : "%s (max %s)".formatted(number(at(share)), number(most()));
  }

  /** Three significant digits, or all before the point. */
  static String number(double value) {
    if (Math.abs(value) >= 100) {
      return Long.toString(Math.round(value));
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(Math.abs(value) < 1 ? 2 : 3));
    return rounded.abs().doubleValue() < 0.001 ? "0" : rounded.toPlainString();
  }
}
