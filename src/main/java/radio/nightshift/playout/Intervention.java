package radio.nightshift.playout;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import radio.nightshift.programme.Cue;

/**
 * What a person has ordered of a cue that was on the air.
 *
 * @param mount the mount's name in the settings
 * @param start when the cue begins: with the mount, its place in the schedule
 * @param order what becomes of it
 * @param at when it ends for that
 */
record Intervention(String mount, Instant start, Order order, Instant at) {
  enum Order {
    SKIP,
    PLAY_AGAIN
  }

  /** An order about a cue. */
  static Intervention about(Cue cue, Order order, Instant at) {
    return new Intervention(cue.mount(), cue.start(), order, at);
  }

  /** An order in the words of {@link #line}. */
  static Optional<Intervention> parsed(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Intervention(
              parts[0], Instant.parse(parts[1]), Order.valueOf(parts[2]), Instant.parse(parts[3])));
    } catch (RuntimeException foreign) {
      return Optional.empty();
    }
  }

  String line() {
    return "%s %s %s %s\n".formatted(mount, start, order, at);
  }

  /** Whether it ends that cue for good. */
  boolean skips(Cue cue) {
    return order == Order.SKIP && mount.equals(cue.mount()) && start.equals(cue.start());
  }

  /** Changes its mount's cues; one that was over by then, or has gone, stays as it is. */
  void applyTo(NavigableMap<Instant, Cue> cues) {
    Cue cue = cues.get(start);
    if (cue == null || !at.isBefore(cue.end()) || !at.isAfter(start)) {
      return;
    }
    Instant next = cues.higherKey(start);
    if (next != null && !next.isAfter(at)) {
      return;
    }
    cues.put(start, changed(cue, start, at, cue.reason()));
    if (order == Order.PLAY_AGAIN) {
      Instant end = at.plus(cue.length());
      Instant limit = next != null && next.isBefore(end) ? next : end;
      cues.put(at, changed(cue, at, limit, "played again from its start"));
    }
  }

  private static Cue changed(Cue cue, Instant start, Instant end, String reason) {
    return new Cue(cue.mount(), cue.programme(), cue.title(), cue.file(), start, end, reason);
  }
}
