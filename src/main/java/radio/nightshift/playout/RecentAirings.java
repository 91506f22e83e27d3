package radio.nightshift.playout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;

/**
 * The airings of this run of the station that are on the air, or were until an hour ago: so long a
 * report of their progress may come late. Older ones are forgotten, or a station that runs for a
 * year would keep all of them.
 */
final class RecentAirings {
  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration BETWEEN_CLEARINGS = Duration.ofMinutes(1);

  private final Clock clock;
  private final Map<UUID, State> airings = new HashMap<>();
  private Instant cleared = Instant.MIN;

  /** Whether an airing has ended, and when it is forgotten. */
  private record State(boolean over, Instant until) {}

  RecentAirings(Clock clock) {
    this.clock = clock;
  }

  /**
   * Remembers how an airing stands.
   *
   * @return whether that is news: progress that is reported after the end is none
   */
  synchronized boolean note(AsRun asRun) {
    Instant now = clock.instant();
    forgetOld(now);
    State before = airings.get(asRun.id());
    boolean ends = asRun.outcome() != Outcome.ON_AIR;
    boolean wasOver = before != null && before.over;
    Instant end = asRun.cue().end().isAfter(now) ? asRun.cue().end() : now;
    airings.put(asRun.id(), new State(ends || wasOver, end.plus(KEPT)));
    return ends || !wasOver;
  }

  /** Whether an airing is one of this run's. */
  synchronized boolean isKnown(UUID airing) {
    return airings.containsKey(airing);
  }

  synchronized int size() {
    return airings.size();
  }

  private void forgetOld(Instant now) {
    // Also if the clock was set back.
    boolean isTime = now.isBefore(cleared) || now.minus(BETWEEN_CLEARINGS).isAfter(cleared);
    if (isTime) {
      cleared = now;
      airings.values().removeIf(state -> state.until.isBefore(now));
    }
  }
}
