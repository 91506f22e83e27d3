package radio.nightshift.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import radio.nightshift.programme.Choice;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.RunningOrder;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Slot;
import radio.nightshift.programme.StationRules;

/**
 * The editions in the bucket that will be played soon: a pure function of the listing, the schedule
 * and the time. The running order is made only of those that can bear on it, since a bucket may
 * hold a hundred thousand editions.
 */
final class NeededEditions {
  /** How long a programme may have been on the air, while nobody knows its length. */
  private static final Duration LONGEST = Duration.ofHours(12);

  private static final Duration HELD = Duration.ofHours(4);
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  /** Room for every zone, and for what summer time does. */
  private static final Duration MARGIN = Duration.ofDays(2);

  /** One for each minute, many times over; a bucket full of nonsense must not fill the memory. */
  private static final int MOST_NEAR = 20_000;

  private final Instant now;
  private final Instant until;
  private final RunningOrder order;

  private NeededEditions(Instant now, Duration horizon, RunningOrder order) {
    this.now = now;
    this.until = now.plus(horizon);
    this.order = order;
  }

  /**
   * Works out what is needed.
   *
   * @param editions all there are; those known to be unusable have no length
   * @param horizon how far ahead
   */
  static NeededEditions of(
      Stream<Edition> editions,
      Schedule schedule,
      Instant now,
      Duration horizon,
      StationRules rules) {
    ZoneId zone = rules.zone();
    List<Slot> slots =
        schedule.slots().stream()
            .filter(slot -> slot.start().isAfter(now.minus(MARGIN)))
            .filter(slot -> slot.start().isBefore(now.plus(horizon).plus(MARGIN)))
            .toList();
    Set<String> programmes = slots.stream().map(Slot::pid).collect(Collectors.toSet());
    Nearby nearby =
        new Nearby(
            now.minus(MARGIN).atZone(zone).toLocalDateTime(),
            now.plus(horizon).plus(MARGIN).atZone(zone).toLocalDateTime(),
            programmes);
    editions.forEach(nearby::add);
    return new NeededEditions(
        now, horizon, RunningOrder.of(Schedule.of(slots), nearby.all(), rules));
  }

  /** The keys that are needed: what may be on the air now, then the others by their starts. */
  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    choices().forEach(choice -> choice.editions().forEach(edition -> keys.add(edition.key())));
    return keys;
  }

  /** Whether what plays from a key may be on the air at an instant. */
  Predicate<String> isOnTheAir(Instant instant) {
    Set<String> keys = new HashSet<>();
    for (Choice choice : order.between(instant.minus(LONGEST), instant.plusNanos(1))) {
      Instant over = choice.until() == null ? choice.at().plus(HELD) : choice.until();
      if (instant.isBefore(over)) {
        choice.editions().forEach(edition -> keys.add(edition.key()));
      }
    }
    return keys::contains;
  }

  private List<Choice> choices() {
    List<Choice> before =
        order.between(now.minus(LONGEST), now.plusNanos(1)).stream()
            .filter(choice -> !choice.editions().isEmpty())
            .toList();
    List<Choice> choices = new ArrayList<>();
    if (!before.isEmpty()) {
      Choice onAir = before.get(before.size() - 1);
      choices.add(onAir);
      // The first half of an hour, should this be the second.
      choices.addAll(order.between(onAir.at().minus(HALF_HOUR), onAir.at()));
    }
    choices.addAll(order.between(now.plusNanos(1), until));
    return choices;
  }

  /** The editions of this time, and each scheduled programme's latest one before it. */
  private static final class Nearby {
    private final LocalDateTime from;
    private final LocalDateTime to;
    private final Set<String> programmes;
    private final List<Edition> near = new ArrayList<>();
    private final Map<String, List<Edition>> latest = new HashMap<>();

    Nearby(LocalDateTime from, LocalDateTime to, Set<String> programmes) {
      this.from = from;
      this.to = to;
      this.programmes = programmes;
    }

    void add(Edition edition) {
      LocalDateTime stamp = edition.name().stamp();
      if (!stamp.isBefore(from) && stamp.isBefore(to)) {
        near.add(edition);
      } else if (stamp.isBefore(from)
          && edition.isUsable()
          && programmes.contains(edition.name().pid())) {
        List<Edition> known =
            latest.computeIfAbsent(edition.name().pid(), pid -> new ArrayList<>());
        if (!known.isEmpty() && stamp.isAfter(known.get(0).name().stamp())) {
          known.clear();
        }
        if (known.isEmpty() || stamp.equals(known.get(0).name().stamp())) {
          known.add(edition);
        }
      }
    }

    Collection<Edition> all() {
      return Stream.concat(
              near.stream().limit(MOST_NEAR), latest.values().stream().flatMap(List::stream))
          .toList();
    }
  }
}
