package radio.nightshift.ingest;

import java.time.Duration;

/**
 * The least speed of a download.
 *
 * @param span the time over which it is measured
 * @param least how many bytes must come in that time
 */
record Pace(Duration span, long least) {
  /** A kilobyte a second, over a minute. */
  static final Pace USUAL = new Pace(Duration.ofMinutes(1), 60 * 1024);
}
