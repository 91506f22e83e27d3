package radio.nightshift.ingest;

import java.time.Duration;

/**
 * How slowly a download may come.
 *
 * @param span over how long it is looked at
 * @param least how many bytes must come in that time
 */
record Pace(Duration span, long least) {
  /** A kilobyte a second, over a minute. */
  static final Pace USUAL = new Pace(Duration.ofMinutes(1), 60 * 1024);
}
