package radio.nightshift.programme;

import java.time.Duration;

/**
 * How recordings are cut for the air, in time counted from the beginning of what is made.
 *
 * @param secondAt where the second of two begins, the first being cut or filled up to there; null
 *     for a single one
 * @param fade where the fade-out begins; if it equals {@code leave} there is none
 * @param leave where it is silent and ends; may lie behind the recording's own end
 * @param filled whether what is shorter is filled up to {@code leave}
 */
public record Edit(Duration secondAt, Duration fade, Duration leave, boolean filled) {

  /** How long the result plays, if the last recording is so long. */
  public Duration lasts(Duration last) {
    Duration whole = whole(last);
    return filled || leave.compareTo(whole) < 0 ? leave : whole;
  }

  /** Whether a single recording of that length, once it is cut, needs nothing else. */
  public boolean onlyCuts(Duration length) {
    boolean fades = fade.compareTo(leave) < 0 && fade.compareTo(length) < 0;
    return secondAt == null && !fades && !(filled && length.compareTo(leave) < 0);
  }

  /** How long all of it would play uncut. */
  public Duration whole(Duration last) {
    return secondAt == null ? last : secondAt.plus(last);
  }
}
