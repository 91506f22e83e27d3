package radio.nightshift.bench;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * One line of the table.
 *
 * @param what the row and what of it was measured
 * @param us our figures
 * @param others those of the others in the same run
 * @param ratio the best other's by ours: above 1 we are better
 * @param target what the issue asks for
 * @param met yes, no, or nothing where there is no target
 */
record Line(String what, String us, String others, String ratio, String target, String met) {
  private static final String NONE = "–";

  /** A line about one share of the figures (0.5: the median), where less is better. */
  static Line of(
      String what,
      double share,
      Figures us,
      Map<String, Figures> others,
      double target,
      String unit) {
    double ours = us.at(share);
    String beside =
        others.entrySet().stream()
            .map(other -> other.getKey() + " " + other.getValue().describe(share))
            .collect(Collectors.joining(", "));
    String ratio =
        others.values().stream()
            .map(other -> other.at(share))
            .min(Double::compare)
            .map(best -> Figures.number(best / Math.max(Math.abs(ours), 0.001)))
            .orElse(NONE);
    return new Line(
        what,
        us.describe(share) + " " + unit,
        beside.isEmpty() ? NONE : beside,
        ratio,
        "≤ " + Figures.number(target) + " " + unit,
        Math.abs(ours) <= target ? "yes" : "**no**");
  }

  /** A line about something that must hold. */
  static Line that(String what, String us, String target, boolean met) {
    return new Line(what, us, NONE, NONE, target, met ? "yes" : "**no**");
  }

  /** A line that cannot be told, and why. */
  static Line failed(String row, Throwable why) {
    return new Line(row, "could not be run: " + why.getMessage(), NONE, NONE, NONE, "**no**");
  }

  String markdown() {
    return "| " + String.join(" | ", what, us, others, ratio, target, met) + " |";
  }
}
