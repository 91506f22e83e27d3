package radio.nightshift.schedule;

import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Where a programme ends so that the hour's news from the studio is free: it is silent and leaves
 * the mount at {@code leave}, and its fade-out begins at {@code fade}; if they are equal it just
 * ends there.
 */
public record Fit(Duration fade, Duration leave) {
  private static final int TABLE_END = 13000;

  /** By the length, in seconds, that a programme stays below. */
  private static final NavigableMap<Integer, Fit> TABLE =
      new TreeMap<>(
          Map.of(
              2000,
              fit(1792, 1792),
              4000,
              fit(3512, 3525),
              6000,
              fit(5392, 5392),
              8000,
              fit(7112, 7125),
              9120,
              fit(8992, 8992),
              11000,
              fit(10712, 10725),
              TABLE_END,
              fit(12592, 12592)));

  /** The places for a programme of that length. They may lie behind its own end. */
  public static Fit of(Duration length) {
    long seconds = length.toSeconds();
    return seconds < TABLE_END ? TABLE.higherEntry((int) seconds).getValue() : beyond(seconds);
  }

  /** When a programme of that length leaves, counted from its start. */
  public static Duration leave(Duration length) {
    Duration leave = of(length).leave;
    return length.compareTo(leave) < 0 ? length : leave;
  }

  private static Fit beyond(long seconds) {
    long halfHours = (seconds - 400) / 1800 + 1;
    return halfHours % 2 == 1
        ? fit(1800 * halfHours - 8, 1800 * halfHours - 8)
        : fit(1800 * halfHours - 88, 1800 * halfHours - 75);
  }

  private static Fit fit(long fade, long leave) {
    return new Fit(Duration.ofSeconds(fade), Duration.ofSeconds(leave));
  }
}
