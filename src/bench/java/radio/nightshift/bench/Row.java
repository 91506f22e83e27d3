package radio.nightshift.bench;

import java.util.List;

/** One comparison: measures the station and, where they do the same work, the others beside it. */
interface Row {
  /** What the row is called on the command line. */
  String name();

  /** What it measures and how long that takes, for a person. */
  String describe();

  /** Whether it runs only when it is asked for by name, or all are. */
  default boolean isSlow() {
    return false;
  }

  List<Line> run(Workshop shop) throws Exception;
}
