package radio.nightshift.loop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that passes while somebody rests, and only then: monotonic, and as a wall clock. */
final class FastTime extends Clock implements MonotonicTime {
  static final Instant START = Instant.parse("2026-11-30T12:00:00Z");

  private long nanos = 1_000_000_000_000L;
  private Instant wall = START;
  private double drift;

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void rest(long rest) {
    pass(Duration.ofNanos(rest));
  }

  void pass(Duration time) {
    nanos += time.toNanos();
    wall = wall.plusNanos(Math.round(time.toNanos() * (1 + drift)));
  }

  /** Steps the wall clock. */
  void step(Duration by) {
    wall = wall.plus(by);
  }

  /** Lets the wall clock run faster by a part of one. */
  void drift(double by) {
    drift = by;
  }

  /** Monotonic time in ticks. */
  long ticks() {
    return (long) ((nanos - 1_000_000_000_000L) * 9 / 100_000);
  }

  @Override
  public Instant instant() {
    return wall;
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
