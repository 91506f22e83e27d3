package radio.nightshift.programme;

import java.time.Instant;
import java.util.Optional;

/** The cues to come, as known now. Read at every frame, so an answer may take a microsecond. */
public interface CueSheet {
  /**
   * The cue that follows on the same mount, however far away; it cuts in if the given one still
   * runs.
   */
  Optional<Cue> after(Cue cue);

  /** When a cue is over, unless another cuts in: its own end, or earlier if it is skipped. */
  default Instant end(Cue cue) {
    return cue.end();
  }
}
