package radio.nightshift.check;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * An outside part of the station that can be tried.
 *
 * @param name the part as a person names it
 * @param limit how long that may take where it is known to be slow
 * @param look tries it and tells what is well; throws a {@link Caution} for what need not be
 *     mended, and any other exception for what must be, its message being the trouble and what to
 *     do
 */
public record Probe(String name, Duration limit, Callable<String> look) {

  /** A part that is tried within the time that all parts have. */
  public Probe(String name, Callable<String> look) {
    this(name, Duration.ZERO, look);
  }
}
