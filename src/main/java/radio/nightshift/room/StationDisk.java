package radio.nightshift.room;

import java.util.Optional;
import org.apache.camel.Handler;
import radio.nightshift.check.Folder;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;

/** Tells of a disk that has little room left, before the station can keep nothing any more. */
public final class StationDisk {
  private static final String ROOM = "station";
  private static final String ABOUT = "disk space";

  private final Folder home;
  private final Conditions conditions;

  StationDisk(Folder home, Conditions conditions) {
    this.home = home;
    this.conditions = conditions;
  }

  /** Raises the condition, or clears it. */
  @Handler
  public void look() {
    Optional<String> scarcity = home.scarcity();
    if (scarcity.isPresent()) {
      // How much is free changes all the time, and is no news.
      if (conditions.confirm(ROOM, ABOUT)) {
        return;
      }
      conditions.raise(ROOM, ABOUT, Severity.ERROR, scarcity.get(), "make room");
    } else {
      conditions.clear(ROOM, ABOUT, "There is room on the disk again");
    }
  }
}
