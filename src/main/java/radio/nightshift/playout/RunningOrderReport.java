package radio.nightshift.playout;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.util.json.Jsoner;
import radio.nightshift.programme.Timetable;
import radio.nightshift.rehearse.RehearsalReport;
import radio.nightshift.settings.Settings;

/** What is to be on the air on a day, by the schedule and what is ready, for whoever asks. */
public final class RunningOrderReport {
  private final CueBook cues;
  private final Timetable timetable;

  RunningOrderReport(CueBook cues, Timetable timetable) {
    this.cues = cues;
    this.timetable = timetable;
  }

  /**
   * A day's running order.
   *
   * @param asked {@code day}, by default today
   * @return as JSON: the day, the zone, and what is chosen or missing
   */
  public String day(Map<String, Object> asked) {
    ZoneId zone = timetable.zone();
    LocalDate day =
        asked.get("day") instanceof String text
            ? day(text)
            : timetable.now().atZone(zone).toLocalDate();
    Instant from = day.atStartOfDay(zone).toInstant();
    Instant to = day.plusDays(1).atStartOfDay(zone).toInstant();
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("zone", zone.getId());
    order.put("day", day.toString());
    order.put("programmes", cues.order(from, to).stream().map(RehearsalReport::object).toList());
    return Jsoner.serialize(order);
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeException e) {
      throw Settings.wrong("--day", text, "give a day such as 2026-06-10");
    }
  }
}
