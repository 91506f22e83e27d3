package radio.nightshift.schedule.ics;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import radio.nightshift.schedule.CalendarEvent;
import radio.nightshift.schedule.EventDescription;
import radio.nightshift.schedule.ScheduleReading;

/** A VEVENT: the lines that count, and what they mean. */
final class IcsEvent {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST_EXTRA = 5_000;

  private final List<IcsLine> lines;
  private final IcsZones zones;

  IcsEvent(List<IcsLine> lines, IcsZones zones) {
    this.lines = lines;
    this.zones = zones;
  }

  /** An occurrence of a repeated event that another VEVENT replaces. */
  record Replaced(UUID event, Instant occurrence) {}

  /** The occurrence that this event replaces, if it does. */
  Optional<Replaced> replaces() {
    return line("RECURRENCE-ID").map(line -> replaced(IcsTime.all(line, zones).get(0).instant()));
  }

  private Replaced replaced(Instant occurrence) {
    String uid = text("UID").orElse("");
    return new Replaced(UUID.nameUUIDFromBytes(uid.getBytes()), occurrence);
  }

  /** Puts its occurrences into a reading; what is wrong with it is reported there. */
  void read(Set<Replaced> replaced, ScheduleReading reading, IcsRule.Budget budget) {
    if (line("STATUS").filter(line -> line.is("STATUS", "CANCELLED")).isPresent()) {
      return;
    }
    try {
      if (line("RECURRENCE-ID").filter(l -> l.parameters().containsKey("RANGE")).isPresent()) {
        throw new DateTimeException(
            "changes an occurrence and all later ones; make a new series of those");
      }
      IcsTime start =
          line("DTSTART")
              .map(line -> IcsTime.all(line, zones).get(0))
              .orElseThrow(() -> new DateTimeException("has no start; set it"));
      Duration length = length(start);
      for (Instant at : starts(start, length, reading, budget)) {
        if (isSingle() || !replaced.contains(replaced(at))) {
          reading.add(CalendarEvent.of(title(), description(), at, at.plus(length), start.isDay()));
        }
      }
    } catch (RuntimeException wrong) {
      reading.add(CalendarEvent.broken(title(), description(), words(wrong)));
    }
  }

  private static String words(RuntimeException wrong) {
    boolean ours = wrong.getClass() == DateTimeException.class;
    return ours ? wrong.getMessage() : "has times that cannot be read; set them anew";
  }

  private boolean isSingle() {
    return line("RECURRENCE-ID").isPresent();
  }

  private Duration length(IcsTime start) {
    Optional<IcsLine> end = line("DTEND");
    if (end.isPresent()) {
      return Duration.between(start.instant(), IcsTime.all(end.get(), zones).get(0).instant());
    }
    return line("DURATION")
        .map(line -> IcsTime.length(line.value()))
        .orElse(start.isDay() ? DAY : Duration.ZERO);
  }

  private Set<Instant> starts(
      IcsTime first, Duration length, ScheduleReading reading, IcsRule.Budget budget) {
    Set<Instant> starts = new TreeSet<>(Set.of(first.instant()));
    if (isSingle()) {
      return starts;
    }
    // Local times may be up to 18 hours from UTC.
    Instant from = reading.from().minus(length.isNegative() ? Duration.ZERO : length).minus(DAY);
    Instant to = reading.to().plus(DAY);
    all("RRULE")
        .flatMap(
            line -> new IcsRule(line.value()).between(first, utc(from), utc(to), budget).stream())
        .forEach(time -> starts.add(first.instant(time)));
    all("RDATE")
        .flatMap(line -> IcsTime.all(line, zones).stream())
        .limit(MOST_EXTRA)
        .forEach(time -> starts.add(time.instant()));
    Set<LocalDate> days = new HashSet<>();
    all("EXDATE")
        .flatMap(line -> IcsTime.all(line, zones).stream())
        .limit(MOST_EXTRA)
        .forEach(
            time -> {
              starts.remove(time.instant());
              if (time.isDay()) {
                days.add(time.local().toLocalDate());
              }
            });
    starts.removeIf(at -> days.contains(at.atOffset(first.zone().getOffset(at)).toLocalDate()));
    return starts;
  }

  private String title() {
    return text("SUMMARY").orElse("");
  }

  /** The plain description, or if that names no programme the one in HTML. */
  private String description() {
    String plain = text("DESCRIPTION").orElse("");
    EventDescription says = EventDescription.of(plain);
    boolean tells = says.pid().isPresent() && !says.types().isEmpty();
    return tells ? plain : text("X-ALT-DESC").filter(html -> !html.isBlank()).orElse(plain);
  }

  private Optional<String> text(String name) {
    return line(name).map(IcsLine::text);
  }

  private Optional<IcsLine> line(String name) {
    return all(name).findFirst();
  }

  private Stream<IcsLine> all(String name) {
    return lines.stream().filter(line -> line.name().equals(name));
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
