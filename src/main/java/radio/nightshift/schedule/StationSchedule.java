package radio.nightshift.schedule;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Timetable;

/**
 * The schedule that the station goes by: the last one that could be read. It is kept on disk, so
 * that a station that starts while its calendar is away has it too, for as long as that lasts.
 */
public final class StationSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(StationSchedule.class);

  private final Source source;
  private final ScheduleFile file;
  private final Duration ahead;
  private final Timetable timetable;
  private volatile Instant asOf;
  private volatile Trouble trouble;
  private Set<Long> reported = Set.of();
  private boolean unwritable;

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
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Why the calendar is away, since when, and when that was last said; null: not yet. */
  private record Trouble(String words, Instant since, Instant said, boolean lasting) {}

  /**
   * Begins with nothing read.
   *
   * @param file where it is kept; with {@link Source#CSV}, where it comes from
   * @param ahead how far it is read
   * @param timetable where it is published
   */
  public StationSchedule(Source source, ScheduleFile file, Duration ahead, Timetable timetable) {
    this.source = source;
    this.file = file;
    this.ahead = ahead;
    this.timetable = timetable;
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
    Trouble now = trouble;
    return now == null ? Optional.empty() : Optional.of(now.words);
  }

  /** Takes the schedule that is on disk, before anything plays by it. */
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
   * Takes what a poll has read.
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
    over(now);
    if (changed) {
      LOG.info("The schedule has {} slots from {}.", read.slots().size(), source.words);
    }
    if (source != Source.CSV) {
      keep(read, changed, now);
    }
    return changed;
  }

  private void keep(Schedule schedule, boolean changed, Instant now) {
    try {
      if (changed || !file.isThere()) {
        file.write(schedule);
      }
      file.confirm(now);
      unwritable = false;
    } catch (IOException e) {
      if (!unwritable) {
        LOG.warn(
            "The schedule cannot be kept on disk ({}: {}); a start while the calendar is away would"
                + " have an older one. Make room, and let this user write there.",
            e.getClass().getSimpleName(),
            e.getMessage());
      }
      unwritable = true;
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
   * Takes note that the calendar cannot be read. It is said at once if somebody must do something,
   * else when it happens twice running, and then once a day.
   */
  synchronized void away(CalendarException why) {
    Instant now = timetable.now();
    Trouble before = trouble;
    Instant since = before == null ? now : before.since;
    boolean first = before == null || before.said == null;
    boolean say =
        first
            ? before != null || why.isLasting()
            : why.isLasting() && !before.lasting
                || !now.isBefore(before.said.plus(Duration.ofDays(1)));
    Instant said = say ? now : before == null ? null : before.said;
    boolean lasting = why.isLasting() || before != null && before.lasting;
    trouble = new Trouble(why.getMessage(), since, said, lasting);
    if (say) {
      LOG.warn("{}. {}", why.getMessage(), inUse());
    }
  }

  private String inUse() {
    int slots = timetable.schedule().slots().size();
    return age()
        .map(
            age ->
                "The last good schedule stays in use, %d slots, %s old; it is tried again at every poll."
                    .formatted(slots, inWords(age)))
        .orElse("There is no schedule yet; files play by their stamps.");
  }

  private void over(Instant now) {
    if (trouble != null && trouble.said != null) {
      LOG.info(
          "{} can be read again, after {}.",
          source.words.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
              + source.words.substring(1),
          inWords(Duration.between(trouble.since, now)));
    }
    trouble = null;
  }

  private static String inWords(Duration duration) {
    return duration.toHours() >= 48
        ? duration.toDays() + " days"
        : duration.toMinutes() >= 120
            ? duration.toHours() + " hours"
            : duration.toMinutes() >= 2
                ? duration.toMinutes() + " minutes"
                : duration.toSeconds() + " s";
  }
}
