package radio.nightshift.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Slot;

/**
 * One reading of a calendar: makes slots of its events, and keeps in words what is wrong with the
 * others. However large the calendar is, it takes a bounded amount of memory.
 */
public final class ScheduleReading {
  /** More than a slot each ten seconds for eight days. */
  public static final int MOST_SLOTS = 100_000;

  private static final int MOST_REPORTS = 20;
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private final Instant from;
  private final Instant to;
  private final ZoneId zone;
  private final List<Slot> slots = new ArrayList<>();
  private final Map<String, Boolean> reports = new LinkedHashMap<>();
  private final Set<Long> known = new HashSet<>();
  private final Set<Long> seen = new HashSet<>();
  private int unsaid;
  private boolean full;

  /**
   * Begins a reading.
   *
   * @param from events that are over by then do not count
   * @param to nor do those that start then or later
   * @param zone the station's
   */
  public ScheduleReading(Instant from, Instant to, ZoneId zone) {
    this.from = from;
    this.to = to;
    this.zone = zone;
  }

  public Instant from() {
    return from;
  }

  public Instant to() {
    return to;
  }

  public ZoneId zone() {
    return zone;
  }

  /** Leaves out from now on what an earlier reading has reported. */
  void forget(Collection<Long> reported) {
    known.addAll(reported);
  }

  /** Only what has changed since the earlier reading comes: what that has reported still stands. */
  public void goesOn() {
    seen.addAll(known);
  }

  /** The lines that have been reported, for a later reading to leave out. */
  Set<Long> reported() {
    return seen;
  }

  /** Adds an event; one that is no slot is reported. */
  public Optional<Slot> add(CalendarEvent event) {
    if (event.start() == null) {
      report(event, event.objections(), true);
      return Optional.empty();
    }
    if (!event.isWithin(from, to)) {
      return Optional.empty();
    }
    List<String> objections = event.objections();
    report(event, objections.isEmpty() ? event.remarks() : objections, !event.isOfAnotherType());
    if (!objections.isEmpty()) {
      return Optional.empty();
    }
    Slot slot = new Slot(event.says().pid().get(), event.title(), event.start(), event.end());
    add(slot);
    return Optional.of(slot);
  }

  /** Adds a slot, if it lies within the time that is read. */
  public void add(Slot slot) {
    boolean within =
        slot.start().isBefore(to) && (slot.end().isAfter(from) || !slot.start().isBefore(from));
    if (within && slots.size() < MOST_SLOTS) {
      slots.add(slot);
    } else if (within && !full) {
      full = true;
      report("The calendar has more than %d slots; the rest is left out.".formatted(MOST_SLOTS));
    }
  }

  /** Reports something that is worth a warning. */
  void report(String line) {
    report(line, true);
  }

  private void report(CalendarEvent event, List<String> words, boolean warn) {
    for (String word : words) {
      String when = event.start() == null ? "" : " on " + local(event.start());
      report("The event '%s'%s %s.".formatted(event.title(), when, word), warn);
    }
  }

  private void report(String line, boolean warn) {
    long mark =
        ((long) line.hashCode() << 32) ^ new StringBuilder(line).reverse().toString().hashCode();
    if (seen.size() >= MOST_SLOTS || !seen.add(mark) || known.contains(mark)) {
      return;
    }
    if (reports.size() < MOST_REPORTS) {
      reports.put(line, warn);
    } else {
      unsaid++;
    }
  }

  /** The lines to be reported, each with whether it is a warning. */
  public Map<String, Boolean> reports() {
    Map<String, Boolean> all = new LinkedHashMap<>(reports);
    if (unsaid > 0) {
      all.put("%d more of the calendar's events have something wrong.".formatted(unsaid), true);
    }
    return all;
  }

  /** The slots so far. */
  public Schedule schedule() {
    return Schedule.of(slots);
  }

  private String local(Instant instant) {
    return LOCAL.format(instant.atZone(zone));
  }
}
