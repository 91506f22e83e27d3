package radio.nightshift.watchdog;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hours of the week at which an encoder is to be on the air, by the clock on the wall: {@code
 * Mo-Fr 06:00-24:00, Sa 08:00-02:00}. A span that ends no later than it begins ends on the next
 * day. Without days it is of every day. No hours at all are all hours.
 */
final class Hours {
  private static final String DAY = "([A-Za-z]{2,9})";
  private static final String TIME = "([0-9]{1,2}):([0-9]{2})";
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?:%s(?:\\s*[-–]\\s*%s)?\\s+)?%s\\s*[-–]\\s*%s".formatted(DAY, DAY, TIME, TIME));
  private static final int DAY_MINUTES = 24 * 60;

  private final List<Span> spans;
  private final ZoneId zone;

  /** Minutes of some days; an end beyond the day's is on the next. */
  private record Span(Set<DayOfWeek> days, int start, int end) {
    boolean covers(DayOfWeek day, int minute) {
      return days.contains(day) && start <= minute && minute < end
          || days.contains(day.minus(1)) && minute + DAY_MINUTES < end;
    }
  }

  private Hours(List<Span> spans, ZoneId zone) {
    this.spans = List.copyOf(spans);
    this.zone = zone;
  }

  /**
   * Reads hours.
   *
   * @throws IllegalArgumentException if they are none, in words
   */
  static Hours of(String text, ZoneId zone) {
    List<Span> spans = new ArrayList<>();
    if (!text.isBlank()) {
      for (String entry : text.split(",", -1)) {
        spans.add(span(entry.strip()));
      }
    }
    return new Hours(spans, zone);
  }

  /** Whether an instant is within them. */
  boolean cover(Instant instant) {
    ZonedDateTime local = instant.atZone(zone);
    LocalTime time = local.toLocalTime();
    int minute = time.getHour() * 60 + time.getMinute();
    return spans.isEmpty()
        || spans.stream().anyMatch(span -> span.covers(local.getDayOfWeek(), minute));
  }

  private static Span span(String entry) {
    Matcher parts = ENTRY.matcher(entry);
    if (!parts.matches()) {
      throw wrong(entry, "is no days and hours such as Mo-Fr 06:00-24:00");
    }
    int start = minutes(entry, parts.group(3), parts.group(4));
    int end = minutes(entry, parts.group(5), parts.group(6));
    if (start == DAY_MINUTES) {
      throw wrong(entry, "begins at 24:00, which is 00:00 of the next day");
    }
    return new Span(
        days(entry, parts.group(1), parts.group(2)), start, end > start ? end : end + DAY_MINUTES);
  }

  private static int minutes(String entry, String hour, String minute) {
    int minutes = Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
    if (minutes > DAY_MINUTES || Integer.parseInt(minute) > 59) {
      throw wrong(entry, "has a time that is none from 00:00 to 24:00");
    }
    return minutes;
  }

  private static Set<DayOfWeek> days(String entry, String first, String last) {
    if (first == null) {
      return EnumSet.allOf(DayOfWeek.class);
    }
    DayOfWeek from = day(entry, first);
    DayOfWeek to = last == null ? from : day(entry, last);
    Set<DayOfWeek> days = EnumSet.of(from, to);
    for (DayOfWeek day = from; day != to; day = day.plus(1)) {
      days.add(day);
    }
    return days;
  }

  private static DayOfWeek day(String entry, String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().startsWith(name.toUpperCase(Locale.ROOT))) {
        return day;
      }
    }
    throw wrong(entry, "has a day that is none of Mo, Tu, We, Th, Fr, Sa, Su");
  }

  private static IllegalArgumentException wrong(String entry, String what) {
    return new IllegalArgumentException("'%s' %s".formatted(entry, what));
  }
}
