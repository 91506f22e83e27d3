package radio.nightshift.programme;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import radio.nightshift.settings.Settings;

/**
 * An instant as a person writes it: with an offset, in the station's time, or a day's beginning.
 */
public final class WrittenInstant {
  private WrittenInstant() {}

  /**
   * Reads one.
   *
   * @param option what it was given by
   * @throws radio.nightshift.settings.SettingException if it is none
   */
  public static Instant of(String option, String text, ZoneId zone) {
    for (Reading reading :
        List.<Reading>of(
            all -> OffsetDateTime.parse(all).toInstant(),
            all -> LocalDateTime.parse(all).atZone(zone).toInstant(),
            all -> LocalDate.parse(all).atStartOfDay(zone).toInstant())) {
      try {
        return reading.of(text.strip());
      } catch (DateTimeException anotherForm) {
        // The next may be it.
      }
    }
    throw Settings.wrong(
        option, text, "give an instant such as 2026-06-10T13:00:00Z or 2026-06-10");
  }

  /** One of the forms. */
  private interface Reading {
    Instant of(String text);
  }
}
