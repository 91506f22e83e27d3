package radio.nightshift.loop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.BooleanSupplier;

/**
 * The end of the station, for which nobody waits who reads through gigabytes.
 *
 * @param isNear whether the station is being stopped
 */
record StationStop(BooleanSupplier isNear) {
  static final StationStop NEVER = new StationStop(() -> false);

  /** Breaks off what goes on if the station is being stopped. */
  void check() throws IOException {
    if (isNear.getAsBoolean()) {
      throw new InterruptedIOException("the station stops; it is made anew at the next start");
    }
  }
}
