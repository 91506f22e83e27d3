package radio.nightshift.schedule.ics;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time in an iCalendar file: a local one, and the rules of the zone it is in.
 *
 * @param local where it is a day, the day's first instant
 * @param isDay whether it is a day
 */
record IcsTime(LocalDateTime local, ZoneRules zone, boolean isDay) {
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
  private static final Pattern LENGTH =
      Pattern.compile(
          "\\+?P(?:(\\d{1,6})W)?(?:(\\d{1,6})D)?(?:T(?:(\\d{1,6})H)?(?:(\\d{1,6})M)?(?:(\\d{1,6})S)?)?");

  /**
   * Reads the times of a line, of which there may be several.
   *
   * @throws DateTimeException if one cannot be read, or its zone is not known
   */
  static List<IcsTime> all(IcsLine line, IcsZones zones) {
    List<IcsTime> times = new ArrayList<>();
    for (String value : line.value().split(",")) {
      times.add(of(value.replaceFirst("/.*", "").strip(), line.parameters().get("TZID"), zones));
    }
    return times;
  }

  private static IcsTime of(String value, String zone, IcsZones zones) {
    if (value.length() == 8) {
      return new IcsTime(LocalDate.parse(value, DAY).atStartOfDay(), zones.floating(), true);
    }
    if (value.endsWith("Z") || value.endsWith("z")) {
      String utc = value.substring(0, value.length() - 1);
      return new IcsTime(LocalDateTime.parse(utc, TIME), ZoneOffset.UTC.getRules(), false);
    }
    ZoneRules rules = zone == null || zone.isEmpty() ? zones.floating() : zones.rules(zone);
    return new IcsTime(LocalDateTime.parse(value, TIME), rules, false);
  }

  Instant instant() {
    return instant(local);
  }

  /** Another local time in the same zone; of two the first, in a gap by the offset before it. */
  Instant instant(LocalDateTime other) {
    return other.toInstant(zone.getOffset(other));
  }

  /** Reads a length such as {@code PT1H30M}. */
  static Duration length(String text) {
    Matcher parts = LENGTH.matcher(text.strip());
    if (!parts.matches()) {
      throw new DateTimeException("no length of time");
    }
    return Duration.ofDays(7 * part(parts, 1) + part(parts, 2))
        .plusHours(part(parts, 3))
        .plusMinutes(part(parts, 4))
        .plusSeconds(part(parts, 5));
  }

  private static long part(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }
}
