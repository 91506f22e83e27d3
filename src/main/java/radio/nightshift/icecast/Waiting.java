package radio.nightshift.icecast;

import java.time.Duration;

/** What is to be done while a server has not answered a source yet. */
@FunctionalInterface
interface Waiting {
  /** A wait for as long as the answer may take. */
  Waiting PATIENT = soFar -> true;

  /**
   * Called several times a second, on the thread that waits.
   *
   * @return whether to wait on
   */
  boolean goesOn(Duration soFar);
}
