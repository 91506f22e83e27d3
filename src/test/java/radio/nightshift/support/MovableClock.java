package radio.nightshift.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A clock that stands, or runs with the system's, wherever the test puts it. */
public final class MovableClock extends Clock {
  private volatile Instant standing;
  private volatile Duration offset = Duration.ZERO;

  private MovableClock(Instant standing) {
    this.standing = standing;
  }

  public static MovableClock standingAt(String instant) {
    return new MovableClock(Instant.parse(instant));
  }

  /** A clock that runs and can be stepped. */
  public static MovableClock running() {
    return new MovableClock(null);
  }

  /** A clock that runs and stands now at the beginning of a minute. */
  public static MovableClock runningFromAMinute() {
    MovableClock clock = running();
    clock.step(Duration.between(clock.instant(), clock.minute()));
    return clock;
  }

  /** The beginning of the next minute. */
  public Instant minute() {
    return instant().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
  }

  /** Steps to another time and runs on. */
  public void stepTo(Instant instant) {
    step(Duration.between(instant(), instant));
  }

  /** Runs on from where it stands. */
  public void run() {
    Instant now = instant();
    standing = null;
    stepTo(now);
  }

  public void moveTo(String instant) {
    standing = Instant.parse(instant);
  }

  public void step(Duration by) {
    offset = offset.plus(by);
  }

  @Override
  public Instant instant() {
    return (standing == null ? Clock.systemUTC().instant() : standing).plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the station's clock is UTC");
  }
}
