package radio.nightshift.schedule;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Elapsed;
import radio.nightshift.condition.Severity;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Timetable;

/**
 * The schedule that the station goes by: the last one that could be read. It is kept on disk, so
 * that a station that starts while its calendar is away has it too, for as long as that lasts.
 */
public final class StationSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(StationSchedule.class);
  private static final String ROOM = "schedule";
  private static final String CALENDAR = "calendar";
  private static final String UNWRITABLE = "schedule file";

  private final Source source;
  private final ScheduleFile file;
  private final Duration ahead;
  private final Timetable timetable;
  private volatile Instant asOf;
  private final Conditions conditions;
  private volatile CalendarException failure;
  private Set<Long> reported = Set.of();

  /** Where the schedule comes from. */
  public enum Source {
    GOOGLE("Google Calendar"),
    WEB("the calendar on the web"),
    ICS("the calendar file"),
    CSV("schedule.csv");

    private final String words;

    Source(String words) {
      this.words = words;
    }

    /** The end of the address of the route that reads it. */
    public String route() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Begins with nothing read.
   *
   * @param file where it is kept; with {@link Source#CSV}, where it comes from
   * @param ahead how far it is read
   * @param timetable where it is published
   */
  public StationSchedule(
      Source source,
      ScheduleFile file,
      Duration ahead,
      Timetable timetable,
      Conditions conditions) {
    this.source = source;
    this.file = file;
    this.ahead = ahead;
    this.timetable = timetable;
    this.conditions = conditions;
  }

  /** The slots that are known now. */
  public Schedule current() {
    return timetable.schedule();
  }

  /** Where the schedule comes from. */
  public Source source() {
    return source;
  }

  /** Where the schedule comes from, in words. */
  public String sourceWords() {
    return source.words;
  }

  /** How long ago the schedule was last known to be right; nothing if it never was. */
  public Optional<Duration> age() {
    Instant last = asOf;
    return last == null
        ? Optional.empty()
        : Optional.of(Duration.between(last, timetable.now()).abs());
  }

  /** Why the calendar cannot be read, if it cannot. */
  public Optional<String> trouble() {
    return Optional.ofNullable(failure).map(Throwable::getMessage);
  }

  /** Loads the schedule that is on disk, before anything plays by it. */
  public synchronized void load() {
    ScheduleReading reading = new ScheduleReading(Instant.MIN, Instant.MAX, timetable.zone());
    try {
      timetable.update(file.read(reading));
      asOf = file.asOf().orElse(null);
    } catch (CalendarException unreadable) {
      LOG.warn("{}.", unreadable.getMessage());
    }
    tell(reading);
  }

  /** The window of time that a poll reads: from the beginning of this day. */
  public CalendarWindow poll() {
    Instant from =
        timetable.now().atZone(timetable.zone()).truncatedTo(ChronoUnit.DAYS).toInstant();
    return new CalendarWindow(from, from.plus(ahead), true);
  }

  /** Begins a reading; a poll does not report again what the poll before it has reported. */
  public synchronized ScheduleReading begin(@Body CalendarWindow window) {
    ScheduleReading reading = new ScheduleReading(window.from(), window.to(), timetable.zone());
    if (window.polled()) {
      reading.forget(reported);
    }
    return reading;
  }

  /**
   * Publishes what a poll has read.
   *
   * @return whether it differs from what was known
   */
  public synchronized boolean update(
      @Body Schedule read, @ExchangeProperty("reading") ScheduleReading reading) {
    boolean changed = timetable.update(read);
    Instant now = timetable.now();
    asOf = now;
    reported = reading.reported();
    tell(reading);
    readAgain();
    if (changed) {
      LOG.info("The schedule has {} slots from {}.", read.slots().size(), source.words);
    }
    if (source != Source.CSV) {
      keep(read, changed, now);
    }
    conditions.looked(ROOM);
    return changed;
  }

  private void keep(Schedule schedule, boolean changed, Instant now) {
    try {
      if (changed || !file.isThere()) {
        file.write(schedule);
      }
      file.confirm(now);
      conditions.clear(ROOM, UNWRITABLE, "The schedule can be kept on disk again");
    } catch (IOException e) {
      conditions.raise(
          ROOM,
          UNWRITABLE,
          Severity.WARNING,
          "The schedule cannot be kept on disk (%s: %s)"
              .formatted(e.getClass().getSimpleName(), e.getMessage()),
          "a start while the calendar is away would have an older one. Make room, and let this user"
              + " write there");
    }
  }

  private static void tell(ScheduleReading reading) {
    for (Map.Entry<String, Boolean> line : reading.reports().entrySet()) {
      if (line.getValue()) {
        LOG.warn(line.getKey());
      } else {
        LOG.info(line.getKey());
      }
    }
  }

  /**
   * Records that the calendar cannot be read. That is a condition at once if somebody must do
   * something, else when it happens twice running; its words change once a day.
   */
  synchronized void away(CalendarException why) {
    boolean mayPass = failure == null && !why.isLasting();
    failure = why;
    Condition known = conditions.find(ROOM, CALENDAR).orElse(null);
    if (known == null && mayPass) {
      return;
    }
    String consequence = consequence(known == null ? timetable.now() : lastDay(known.since()));
    boolean isNews = known == null || why.isLasting() || !known.text().endsWith(consequence + ".");
    if (isNews || !conditions.confirm(ROOM, CALENDAR)) {
      conditions.raise(
          ROOM, CALENDAR, Severity.WARNING, "%s. %s".formatted(why.getMessage(), consequence));
    }
  }

  /** The last instant that is whole days after another, so that words stay the same for a day. */
  private Instant lastDay(Instant since) {
    return since.plus(Duration.ofDays(Duration.between(since, timetable.now()).toDays()));
  }

  private String consequence(Instant at) {
    int slots = timetable.schedule().slots().size();
    return asOf == null
        ? "There is no schedule yet, and files play by their stamps"
        : "The last good schedule stays in use, %d slots, %s old. It is tried again at every poll"
            .formatted(slots, Elapsed.inWords(Duration.between(asOf, at)));
  }

  private void readAgain() {
    failure = null;
    conditions.clear(
        ROOM,
        CALENDAR,
        source.words.substring(0, 1).toUpperCase(Locale.ROOT)
            + source.words.substring(1)
            + " can be read again");
  }
}
