package radio.nightshift.programme;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/**
 * A programme's place in the schedule.
 *
 * @param pid the programme, in lower case: what its files are named after
 * @param title what the schedule calls it
 * @param start when it goes on the air
 * @param end when it should be over
 */
public record Slot(String pid, String title, Instant start, Instant end) {
  public Slot {
    pid = pid.toLowerCase(Locale.ROOT);
  }

  /** The name its file should have. */
  public String fileName(ZoneId zone) {
    return ProgrammeFileName.stamp(start, zone) + "_" + pid + ".mp3";
  }

  boolean isSameAs(Slot other) {
    return start.equals(other.start) && pid.equals(other.pid);
  }
}
