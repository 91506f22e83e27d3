package radio.nightshift.playout;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import radio.nightshift.programme.Choice;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.Schedule;

/**
 * The cues of a span of time, as of one state of the schedule and the files.
 *
 * @param from the first instant it is made for
 * @param to the first instant that it is not made for any more
 * @param choices what was chosen in that time
 * @param cues by the mount's name and the start
 */
record Arrangement(
    Schedule schedule,
    Instant from,
    Instant to,
    List<Choice> choices,
    Map<String, NavigableMap<Instant, Cue>> cues) {
  /** Longer than any programme is on the air. */
  static final Duration BEHIND = Duration.ofDays(1);

  static final Duration AHEAD = Duration.ofDays(2);

  /** How long it holds, if nothing changes. */
  private static final Duration HELD = Duration.ofHours(1);

  /** That of a station that has not looked what there is. */
  static final Arrangement NONE =
      new Arrangement(Schedule.EMPTY, Instant.MIN, Instant.MIN, List.of(), Map.of());

  boolean isMade() {
    return to.isAfter(from);
  }

  /** Whether it is of that schedule, and made about that instant. */
  boolean holds(Schedule now, Instant instant) {
    if (schedule != now || !isMade()) {
      return schedule == now;
    }
    Instant about = from.plus(BEHIND);
    return !instant.isBefore(about) && instant.isBefore(about.plus(HELD));
  }

  NavigableMap<Instant, Cue> of(String mount) {
    return cues.getOrDefault(mount, new TreeMap<>());
  }

  /** The first cue of all mounts that starts after an instant. */
  Optional<Cue> next(Instant after) {
    return cues.values().stream()
        .flatMap(starts -> Stream.ofNullable(starts.higherEntry(after)))
        .map(Map.Entry::getValue)
        .min(Comparator.comparing(Cue::start));
  }
}
