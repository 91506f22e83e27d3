package radio.nightshift.loop;

import java.io.IOException;

/** Where a channel's file comes from. It is asked by one thread at a time. */
interface Source {
  /**
   * The current version, fetched if it is not here yet.
   *
   * @throws IOException if there is none that can be used now
   */
  SourceFile current() throws IOException;

  /**
   * The size of the current version in bytes, found out without fetching it; -1 if that is not
   * said.
   *
   * @throws IOException if there is none that can be used now
   */
  long size() throws IOException;

  /** Ends waits that take too long; called a few times a second by another thread. */
  default void watch() {}

  /** Ends what {@link #current} waits for, as the station stops. */
  default void breakOff() {}
}
