package radio.nightshift.schedule.ics;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import radio.nightshift.condition.Printable;

/**
 * The time zones of an iCalendar file: those of the tz database by their names; the others, such as
 * Outlook's, as the file itself describes them. Nothing is fetched.
 */
final class IcsZones {
  private static final int MOST = 500;

  /** Long enough for a change to be found before any time that is asked for. */
  private static final Duration AROUND = Duration.ofDays(800);

  private final ZoneRules floating;
  private final Map<String, ZoneRules> own = new HashMap<>();
  private final Map<String, ZoneRules> found = new HashMap<>();

  /** Begins with no zone but the one for times without any. */
  IcsZones(ZoneRules floating) {
    this.floating = floating;
  }

  ZoneRules floating() {
    return floating;
  }

  /**
   * The rules of a zone.
   *
   * @throws DateTimeException if nothing tells them
   */
  ZoneRules rules(String name) {
    return found.computeIfAbsent(name, this::find);
  }

  private ZoneRules find(String name) {
    return database(name)
        .or(() -> Optional.ofNullable(own.get(name)))
        .orElseThrow(
            () ->
                new DateTimeException(
                    "is in the time zone '%s', which neither it nor the tz database describes; set its times anew"
                        .formatted(Printable.printable(shortened(name)))));
  }

  private static String shortened(String name) {
    return name.substring(0, Math.min(60, name.length()));
  }

  /** A zone of the tz database, also with something before it: {@code /example.org/Europe/Rome}. */
  private static Optional<ZoneRules> database(String name) {
    String rest = name.strip();
    while (true) {
      try {
        return Optional.of(ZoneId.of(rest).getRules());
      } catch (DateTimeException unknown) {
        int slash = rest.indexOf('/');
        if (slash < 0 || rest.indexOf('/', slash + 1) < 0) {
          return Optional.empty();
        }
        rest = rest.substring(slash + 1);
      }
    }
  }

  /** Adds a VTIMEZONE for a span of time; one that is invalid is left out. */
  void add(List<IcsLine> lines, Instant from, Instant to, IcsRule.Budget budget) {
    String name = value(lines, "TZID");
    if (name == null || own.size() >= MOST) {
      return;
    }
    try {
      String location = value(lines, "X-LIC-LOCATION");
      Optional<ZoneRules> known = location == null ? Optional.empty() : database(location);
      own.put(name, known.orElseGet(() -> described(lines, from, to, budget)));
    } catch (RuntimeException senseless) {
      own.remove(name);
    }
  }

  private static ZoneRules described(
      List<IcsLine> lines, Instant from, Instant to, IcsRule.Budget budget) {
    NavigableMap<Instant, ZoneOffset> changes = new TreeMap<>();
    ZoneOffset first = null;
    List<IcsLine> observance = new ArrayList<>();
    for (IcsLine line : lines) {
      if (line.name().equals("BEGIN")) {
        observance.clear();
      } else if (line.name().equals("END")) {
        onsets(observance, from, to, budget).forEach(changes::put);
        first = first == null ? offset(observance, "TZOFFSETTO") : first;
      } else {
        observance.add(line);
      }
    }
    if (first == null) {
      throw new DateTimeException("no observance");
    }
    Map.Entry<Instant, ZoneOffset> base = changes.floorEntry(from.minus(AROUND));
    return rules(
        base == null ? first : base.getValue(), changes.tailMap(from.minus(AROUND), false));
  }

  /** When an observance begins, and the offset from then on. */
  private static Map<Instant, ZoneOffset> onsets(
      List<IcsLine> observance, Instant from, Instant to, IcsRule.Budget budget) {
    ZoneOffset before = offset(observance, "TZOFFSETFROM");
    ZoneOffset after = offset(observance, "TZOFFSETTO");
    IcsZones zones = new IcsZones(before.getRules());
    List<IcsTime> starts = new ArrayList<>();
    Map<Instant, ZoneOffset> onsets = new HashMap<>();
    for (IcsLine line : observance) {
      if (line.name().matches("DTSTART|RDATE")) {
        starts.addAll(IcsTime.all(line, zones));
      }
    }
    starts.forEach(start -> onsets.put(start.instant(), after));
    for (IcsLine line : observance) {
      if (line.name().equals("RRULE") && !starts.isEmpty()) {
        IcsTime start = starts.get(0);
        new IcsRule(line.value())
            .between(start, local(from.minus(AROUND)), local(to.plus(AROUND)), budget)
            .forEach(time -> onsets.put(start.instant(time), after));
      }
    }
    return onsets;
  }

  private static ZoneRules rules(ZoneOffset base, Map<Instant, ZoneOffset> changes) {
    List<ZoneOffsetTransition> transitions = new ArrayList<>();
    ZoneOffset offset = base;
    for (Map.Entry<Instant, ZoneOffset> change : changes.entrySet()) {
      if (!change.getValue().equals(offset)) {
        LocalDateTime local = LocalDateTime.ofInstant(change.getKey(), offset);
        transitions.add(ZoneOffsetTransition.of(local, offset, change.getValue()));
        offset = change.getValue();
      }
    }
    return ZoneRules.of(base, base, List.of(), transitions, List.of());
  }

  private static ZoneOffset offset(List<IcsLine> lines, String name) {
    String text = value(lines, name);
    if (text == null) {
      throw new DateTimeException("no " + name);
    }
    return ZoneOffset.of(text);
  }

  private static String value(List<IcsLine> lines, String name) {
    return lines.stream()
        .filter(line -> line.name().equals(name))
        .map(line -> line.value().strip())
        .findFirst()
        .orElse(null);
  }

  private static LocalDateTime local(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
