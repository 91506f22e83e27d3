package radio.nightshift.programme;

import java.time.ZoneId;

/**
 * What a station's running order goes by.
 *
 * @param zone the one that the stamps in file names are in
 * @param fit where programmes end
 */
public record Rules(ZoneId zone, Fit fit) {
  /** A zone's rules with the table as the old station has it. */
  public static Rules in(ZoneId zone) {
    return new Rules(zone, Fit.table(Fit.TABLE));
  }
}
