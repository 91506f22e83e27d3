package radio.nightshift.loop;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import radio.nightshift.loop.Timeline.Turn;

/**
 * The time of a timeline in ticks. It runs by monotonic time, so that no packet comes in fits, and
 * follows the wall clock.
 */
final class Pace {
  /** A difference to the clock below that of a picture is left as it is. */
  private static final long TOLERATED = Timeline.TICKS_PER_SECOND / 25;

  /** Where following ends: it would begin again soon at the tolerated difference itself. */
  private static final long MADE_GOOD = TOLERATED / 8;

  /** A larger difference is a step of the clock, not a drift of it. */
  private static final long STEP = Timeline.TICKS_PER_SECOND;

  /** So long before a channel's first turn its first packets may be waited for. */
  private static final long EARLIEST = 2 * Timeline.TICKS_PER_SECOND;

  /** How much faster or slower a difference is made good; players follow half a per cent. */
  private static final double CATCH_UP = 0.005;

  private static final double TICKS_PER_NANO = Timeline.TICKS_PER_SECOND / 1e9;
  private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Timeline timeline;
  private final Clock clock;
  private final MonotonicTime time;
  private long baseNanos;
  private double baseTicks;
  private double speed = 1;

  Pace(Timeline timeline, Clock clock, MonotonicTime time) {
    this.timeline = timeline;
    this.clock = clock;
    this.time = time;
  }

  /** Reads the wall clock and begins there. */
  Turn start() {
    Instant now = clock.instant();
    Turn turn = timeline.at(now);
    baseNanos = time.nanos();
    long ticks = ticks(turn, now);
    // Long before the channel's first start no clock can be right.
    baseTicks = ticks < turn.startTicks() - EARLIEST ? turn.startTicks() : ticks;
    speed = 1;
    return turn;
  }

  /** The time now. */
  long ticks() {
    return (long) at(time.nanos());
  }

  private double at(long nanos) {
    return baseTicks + (nanos - baseNanos) * TICKS_PER_NANO * speed;
  }

  static long nanos(long ticks) {
    return (long) (ticks / TICKS_PER_NANO);
  }

  /**
   * Compares with the wall clock once in a second and follows it gently.
   *
   * @return by how many ticks the clock was stepped, which is for the caller to follow; mostly 0
   */
  long follow() {
    long nanos = time.nanos();
    if (nanos - baseNanos < CHECK_NANOS) {
      return 0;
    }
    baseTicks = at(nanos);
    baseNanos = nanos;
    Instant now = clock.instant();
    Turn turn = timeline.at(now);
    if (turn.start().isAfter(now)) {
      speed = 1;
      return 0;
    }
    long behind = ticks(turn, now) - (long) baseTicks;
    if (Math.abs(behind) > STEP) {
      return behind;
    }
    boolean isFollowing = Math.abs(behind) > (speed == 1 ? TOLERATED : MADE_GOOD);
    speed = isFollowing ? 1 + Math.copySign(CATCH_UP, behind) : 1;
    return 0;
  }

  private static long ticks(Turn turn, Instant now) {
    return turn.startTicks() + Timeline.ticks(turn.start(), now);
  }
}
