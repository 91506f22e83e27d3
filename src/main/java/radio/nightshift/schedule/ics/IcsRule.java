package radio.nightshift.schedule.ics;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.fortuna.ical4j.model.Recur;

/**
 * When something comes again, by iCalendar's RRULE. A rule that would take long to work out is
 * refused, for a file may come from anybody.
 */
final class IcsRule {
  private static final int LONGEST = 1_000;
  private static final int MOST_OCCURRENCES = 20_000;
  private static final long MOST_STEPS = 100_000;
  private static final Map<String, Duration> UNITS =
      Map.of(
          "SECONDLY", Duration.ofSeconds(1),
          "MINUTELY", Duration.ofMinutes(1),
          "HOURLY", Duration.ofHours(1),
          "DAILY", Duration.ofDays(1),
          "WEEKLY", Duration.ofDays(7),
          "MONTHLY", Duration.ofDays(31),
          "YEARLY", Duration.ofDays(366));

  private final Map<String, String> parts = new TreeMap<>();
  private final Duration step;
  private final boolean counted;

  /** The work that all rules of one reading may cost together. */
  static final class Budget {
    private long left = 3_000_000;

    private void spend(long steps) {
      left -= steps;
      if (left < 0) {
        throw new DateTimeException("comes after too many others that repeat; tidy the calendar");
      }
    }
  }

  /**
   * Reads a rule.
   *
   * @throws DateTimeException if it is none, or would take long to work out
   */
  IcsRule(String text) {
    if (text.length() > LONGEST) {
      throw new DateTimeException("has too long a rule for its repetition; enter it more simply");
    }
    for (String part : text.strip().toUpperCase(Locale.ROOT).split(";")) {
      String[] pair = part.split("=", 2);
      if (pair.length == 2) {
        parts.put(pair[0].strip(), pair[1].strip());
      }
    }
    Duration unit = UNITS.get(parts.getOrDefault("FREQ", ""));
    String interval = parts.getOrDefault("INTERVAL", "1");
    if (unit == null || !interval.matches("\\d{1,4}")) {
      throw new DateTimeException("repeats by a rule that cannot be read; enter it anew");
    }
    step = unit.multipliedBy(Math.max(1, Integer.parseInt(interval)));
    counted = parts.containsKey("COUNT");
  }

  /** The occurrences that start in [from, to), as local times. */
  List<LocalDateTime> between(IcsTime first, LocalDateTime from, LocalDateTime to, Budget budget) {
    if (to.isBefore(first.local())) {
      return List.of();
    }
    // What lies before may be of the same week, month or year.
    LocalDateTime early = later(first.local(), from.minus(step).minus(step));
    LocalDateTime seed = counted ? first.local() : even(first.local(), early);
    budget.spend(cost(seed, early, to));
    Recur<LocalDateTime> rule = new Recur<>(textWithoutEnd());
    Instant end = end(first);
    return rule.getDates(seed, early, to, MOST_OCCURRENCES).stream()
        .filter(time -> !time.isBefore(from) && time.isBefore(to))
        .filter(time -> !first.instant(time).isAfter(end))
        .distinct()
        .toList();
  }

  /** Skips ahead: the library would iterate from the first occurrence. */
  private LocalDateTime even(LocalDateTime first, LocalDateTime early) {
    long steps = Duration.between(first, early).dividedBy(step);
    return isEven() ? first.plus(step.multipliedBy(steps)) : first;
  }

  private boolean isEven() {
    return !parts.get("FREQ").matches("MONTHLY|YEARLY");
  }

  private long cost(LocalDateTime seed, LocalDateTime early, LocalDateTime to) {
    long steps = Duration.between(seed, to).dividedBy(step) + 1;
    long each = 1;
    for (String times : List.of("BYHOUR", "BYMINUTE", "BYSECOND")) {
      each *= parts.getOrDefault(times, "").split(",").length;
    }
    boolean days = parts.keySet().stream().anyMatch(name -> name.matches("BY.*(DAY|NO)"));
    each *= days ? Math.max(1, Math.min(366, step.toDays())) : 1;
    long counts = each * (counted ? steps : Duration.between(early, to).dividedBy(step) + 3);
    if (steps > MOST_STEPS || counts > MOST_STEPS) {
      throw new DateTimeException("repeats too often to be worked out; enter it more simply");
    }
    return steps + counts;
  }

  private String textWithoutEnd() {
    StringBuilder text = new StringBuilder();
    parts.forEach(
        (name, value) -> {
          if (!name.equals("UNTIL")) {
            text.append(text.isEmpty() ? "" : ";").append(name).append('=').append(value);
          }
        });
    return text.toString();
  }

  private Instant end(IcsTime first) {
    String until = parts.get("UNTIL");
    if (until == null) {
      return Instant.MAX;
    }
    IcsTime end =
        IcsTime.all(new IcsLine("UNTIL", Map.of(), until), new IcsZones(first.zone())).get(0);
    return end.isDay() ? end.instant(end.local().with(LocalTime.MAX)) : end.instant();
  }

  private static LocalDateTime later(LocalDateTime one, LocalDateTime other) {
    return one.isAfter(other) ? one : other;
  }
}
