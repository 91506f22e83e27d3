package radio.nightshift.programme;

import java.time.ZoneId;

/**
 * The rules by which a station's running order is made.
 *
 * @param zone the one that the stamps in file names are in
 * @param fit where programmes end
 */
public record StationRules(ZoneId zone, Fit fit) {
  /** The rules of a zone with the standard table. */
  public static StationRules in(ZoneId zone) {
    return new StationRules(zone, Fit.table(Fit.TABLE));
  }
}
