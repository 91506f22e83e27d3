package radio.nightshift.prepare;

import static java.util.stream.Collectors.groupingBy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often ffmpeg has built its filters in one run. It does so anew when its input changes its
 * form; it says so at no level, but some filters print when they end, and inputs when they begin.
 */
final class FilterBuilds {
  private static final Pattern INPUT =
      Pattern.compile("\\[(graph_\\d+_in_\\d+[_:]\\d+) @ [^]\\n]*] \\[verbose] tb:");

  private FilterBuilds() {}

  /** Whether the filters of any input were built more than once, as printed at level verbose. */
  static boolean wereRepeated(String printed) {
    return INPUT
        .matcher(printed)
        .results()
        .collect(groupingBy(one -> one.group(1)))
        .values()
        .stream()
        .anyMatch(builds -> builds.size() > 1);
  }

  /**
   * Whether a filter that prints a summary at its end was built more than once.
   *
   * @param filter its name; one summary is that of the trial with which ffmpeg begins
   */
  static boolean wereRepeated(String printed, String filter) {
    Matcher summaries =
        Pattern.compile("(?m)^\\[" + filter + " @ [^]\\n]*] \\[info] Summary:").matcher(printed);
    return summaries.results().count() > 2;
  }
}
