package radio.nightshift.disk;

import java.time.Duration;

/**
 * The least speed of a download.
 *
 * @param span the time over which it is measured
 * @param least how many bytes must come in that time
 */
public record Pace(Duration span, long least) {
  /** A kilobyte a second, over a minute. */
  public static final Pace USUAL = new Pace(Duration.ofMinutes(1), 60 * 1024);
}
