package radio.nightshift.programme;

import java.time.Duration;
import radio.nightshift.condition.Printable;

/**
 * One dated recording of a programme, as it lies in the bucket or the folder.
 *
 * @param key its key there, for a folder its file name
 * @param name its file name, which says when it goes on the air
 * @param size in bytes
 * @param length how long it plays; zero if it cannot be played, null if that is not known yet
 */
public record Edition(String key, ProgrammeFileName name, long size, Duration length) {

  /** Whether it may be chosen, as far as is known. */
  public boolean isUsable() {
    return size > 0 && (length == null || !length.isZero());
  }

  /** Whether its length is known. */
  public boolean isKnown() {
    return length != null || size == 0;
  }

  public Edition withLength(Duration found) {
    return new Edition(key, name, size, found);
  }

  /** Why it is not usable. */
  String defect() {
    return "'%s' %s; upload it again"
        .formatted(Printable.printable(key), size == 0 ? "is empty" : "cannot be decoded");
  }
}
