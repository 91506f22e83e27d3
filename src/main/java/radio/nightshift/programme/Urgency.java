package radio.nightshift.programme;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * How urgent files and programmes are, by their names and the schedule: first what may be on the
 * air nearest to this instant, at its own time or in a later slot of its programme. It holds for
 * the minute in which it is made, as long as the schedule stays the same: what waits is put in
 * order once a minute and not at each question.
 */
public final class Urgency {
  private static final long NEVER = Long.MAX_VALUE;

  /** No programme is on the air for so long; a year's old ones come behind a year's new ones. */
  private static final Duration LONGEST = Duration.ofHours(12);

  private static final long OVER = NEVER / 2;

  private final ZoneId zone;
  private final Instant now;
  private final Schedule schedule;

  /** The starts of the slots that are not over, by their programmes. */
  private final Map<String, NavigableSet<Instant>> starts = new HashMap<>();

  private Urgency(ZoneId zone, Instant now, Schedule schedule) {
    this.zone = zone;
    this.now = now;
    this.schedule = schedule;
    for (Slot slot : schedule.slots()) {
      if (slot.end().isAfter(now)) {
        starts.computeIfAbsent(slot.pid(), pid -> new TreeSet<>()).add(slot.start());
      }
    }
  }

  /** The urgency at this instant, by the schedule as it stands. */
  public static Urgency now(Timetable timetable) {
    return new Urgency(timetable.zone(), timetable.now(), timetable.schedule());
  }

  /** Whether it is still the same minute and the same schedule. */
  public boolean isCurrent(Timetable timetable) {
    return schedule == timetable.schedule()
        && now.truncatedTo(ChronoUnit.MINUTES)
            .equals(timetable.now().truncatedTo(ChronoUnit.MINUTES));
  }

  /** The instant for which it was made. */
  public Instant instant() {
    return now;
  }

  /** How far an instant is from now, in milliseconds. */
  public long of(Instant airs) {
    return Duration.between(now, airs).abs().toMillis();
  }

  /** How far from now a file of that name may be on the air, in milliseconds. */
  public long of(String fileName) {
    try {
      return of(ProgrammeFileName.parse(fileName));
    } catch (IllegalArgumentException misnamed) {
      return NEVER;
    }
  }

  private long of(ProgrammeFileName name) {
    Instant own = name.instant(zone);
    NavigableSet<Instant> later =
        starts.getOrDefault(name.pid(), Collections.emptyNavigableSet()).tailSet(own, true);
    long least = own.isBefore(now.minus(LONGEST)) ? OVER + of(own) : of(own);
    Instant before = later.floor(now);
    Instant next = later.ceiling(now);
    least = before == null ? least : Math.min(least, of(before));
    return next == null ? least : Math.min(least, of(next));
  }
}
