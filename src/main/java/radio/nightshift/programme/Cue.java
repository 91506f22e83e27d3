package radio.nightshift.programme;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A prepared file with its instants on one mount. Its position is always {@code now - start},
 * whether it starts on time, is joined late or goes on after an outage.
 *
 * @param mount the mount's name in the settings, such as {@code main}
 * @param programme the source file's name, as its sender named it
 * @param title what listeners are shown
 * @param file the prepared audio
 * @param start when its first frame leaves
 * @param end when it is over, unless a later cue cuts in
 * @param reason why this file was chosen, in words
 */
public record Cue(
    String mount,
    String programme,
    String title,
    Path file,
    Instant start,
    Instant end,
    String reason) {

  public Duration length() {
    return Duration.between(start, end);
  }

  /** Whether both are the same place in the schedule of the same mount. */
  public boolean sameSlot(Cue other) {
    return mount.equals(other.mount) && start.equals(other.start);
  }
}
