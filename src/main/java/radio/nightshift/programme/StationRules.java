package radio.nightshift.programme;

import java.time.ZoneId;

/**
 * What a station's running order goes by.
 *
 * @param zone the one that the stamps in file names are in
 * @param fit where programmes end
 */
public record StationRules(ZoneId zone, Fit fit) {
  /** A zone's rules with the table as the old station has it. */
  public static StationRules in(ZoneId zone) {
    return new StationRules(zone, Fit.table(Fit.TABLE));
  }
}
