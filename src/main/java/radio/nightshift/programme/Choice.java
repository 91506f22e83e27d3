package radio.nightshift.programme;

import java.time.Instant;
import java.util.List;

/**
 * The programme that goes on the air at one instant, and why.
 *
 * @param at when it starts
 * @param play how it was chosen
 * @param pid the programme in lower case, or null for two halves that are one hour
 * @param editions what plays: none if it is missing, two if they are joined
 * @param secondAt when the second half begins, or null
 * @param ending where it ends by the station's rule, counted from its start; null if nothing plays,
 *     or it is not known how long the edition is
 * @param until when it is over or the next one cuts in; null if there is no ending
 * @param conflict whether something else laid claim to its time
 * @param note a remark for the station manager, or empty
 */
public record Choice(
    Instant at,
    Play play,
    String pid,
    List<Edition> editions,
    Instant secondAt,
    Fit.Ending ending,
    Instant until,
    boolean conflict,
    String note) {

  /** How it was chosen. */
  public enum Play {
    /** The file that bears the slot's stamp. */
    OWN,
    /** The programme's latest earlier edition, because its own file is not there. */
    PREVIOUS,
    /** Two own files of half an hour each, as one hour. */
    JOINED,
    /** There is nothing to play. */
    MISSING
  }

  /** Whether it needs a station manager's attention. */
  public boolean isProblem() {
    return conflict || play == Play.MISSING;
  }

  Choice until(Instant end) {
    return new Choice(at, play, pid, editions, secondAt, ending, end, conflict, note);
  }
}
