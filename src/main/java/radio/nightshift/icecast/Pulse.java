package radio.nightshift.icecast;

import java.util.List;

/**
 * How the threads go on that have an airing.
 *
 * @param stuck the mounts of those that have not gone round their loops for some time
 * @param othersGoOn whether there are others, which have
 */
public record Pulse(List<String> stuck, boolean othersGoOn) {

  /** Whether there are such threads and none goes on, so that a restart costs no listener more. */
  public boolean isLost() {
    return !stuck.isEmpty() && !othersGoOn;
  }
}
