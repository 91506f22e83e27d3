package radio.nightshift.prepare;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.Slot;
import radio.nightshift.programme.Timetable;

/**
 * The order in which uploads are inspected, by their names and the schedule: first what may be on
 * the air nearest to this instant, at its own time or in a later slot of its programme.
 */
final class Urgency implements Comparator<Path> {
  private static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

  private final ZoneId zone;
  private final Instant now;
  private final Map<String, List<Slot>> slots;

  private Urgency(ZoneId zone, Instant now, Map<String, List<Slot>> slots) {
    this.zone = zone;
    this.now = now;
    this.slots = slots;
  }

  /** The order at this instant, by the schedule as it stands. */
  static Urgency now(Timetable timetable) {
    Instant now = timetable.now();
    return new Urgency(
        timetable.zone(),
        now,
        timetable.schedule().slots().stream()
            .filter(slot -> slot.end().isAfter(now))
            .collect(Collectors.groupingBy(Slot::pid)));
  }

  /** Of two that are as urgent, such as editions for one slot, the later one comes first. */
  @Override
  public int compare(Path one, Path other) {
    int nearer = distance(one).compareTo(distance(other));
    return nearer == 0 ? other.getFileName().compareTo(one.getFileName()) : nearer;
  }

  private Duration distance(Path file) {
    try {
      ProgrammeFileName name = ProgrammeFileName.parse(file.getFileName().toString());
      Instant own = name.instant(zone);
      Duration least = Duration.between(now, own).abs();
      for (Slot slot : slots.getOrDefault(name.pid(), List.of())) {
        Duration distance = Duration.between(now, slot.start()).abs();
        if (!slot.start().isBefore(own) && distance.compareTo(least) < 0) {
          least = distance;
        }
      }
      return least;
    } catch (IllegalArgumentException misnamed) {
      return NEVER;
    }
  }
}
