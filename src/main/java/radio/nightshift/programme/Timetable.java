package radio.nightshift.programme;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;

/**
 * The station's schedule as it stands, with the rules and the clock it is read by. There is one for
 * the whole station: whoever reads a calendar publishes into it, everybody else reads it at each
 * use. It is complete before anything has been read; then it has no slots.
 */
public final class Timetable {
  private final Clock clock;
  private volatile Schedule schedule = Schedule.EMPTY;
  private volatile StationRules rules;

  /**
   * Begins with no slots.
   *
   * @param rules the zone, and where programmes end unless {@link #endBy} is called
   * @param clock the station's
   */
  public Timetable(StationRules rules, Clock clock) {
    this.rules = rules;
    this.clock = clock;
  }

  /** Begins with no slots; programmes end by the standard table unless {@link #endBy} is called. */
  public Timetable(ZoneId zone, Clock clock) {
    this(StationRules.in(zone), clock);
  }

  /** The slots that are known now: the same object until a schedule that differs is published. */
  public Schedule schedule() {
    return schedule;
  }

  /**
   * Publishes what a calendar holds.
   *
   * @return whether it differs from what was known
   */
  public synchronized boolean update(Schedule read) {
    boolean differs = !read.equals(schedule);
    if (differs) {
      schedule = read;
    }
    return differs;
  }

  /** Sets where programmes end. Done once, before anything is arranged. */
  public synchronized void endBy(Fit fit) {
    rules = new StationRules(rules.zone(), fit);
  }

  /** The rules by which the running order is made. */
  public StationRules rules() {
    return rules;
  }

  /** The zone that the stamps in file names are in. */
  public ZoneId zone() {
    return rules.zone();
  }

  /** The station's clock. */
  public Clock clock() {
    return clock;
  }

  /** This instant. */
  public Instant now() {
    return clock.instant();
  }

  /** Which of these editions is played when, by the schedule as it stands. */
  public RunningOrder order(Collection<Edition> editions) {
    return RunningOrder.of(schedule, editions, rules);
  }
}
