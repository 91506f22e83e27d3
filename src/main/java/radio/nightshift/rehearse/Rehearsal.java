package radio.nightshift.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import radio.nightshift.programme.Choice;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.RunningOrder;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.StationRules;

/**
 * Works out what will be played, by the same rules as on the air: the running order, with the
 * length of every edition in it looked up, and of no other.
 */
public final class Rehearsal {
  /** The length of an edition that is listed and not handed out, and so is not there. */
  public static final Duration NOT_THERE = Duration.ofSeconds(-1);

  /** How far a half that is joined lies from its other half. */
  private static final Duration NEIGHBOUR = Duration.ofMinutes(30);

  private final StationRules rules;
  private final Function<Edition, Duration> lengths;

  /**
   * Makes rehearsals.
   *
   * @param rules the station's
   * @param lengths how long an edition plays; zero if it cannot be played, null if nobody can tell,
   *     {@link #NOT_THERE} if it cannot be had
   */
  public Rehearsal(StationRules rules, Function<Edition, Duration> lengths) {
    this.rules = rules;
    this.lengths = lengths;
  }

  /** The choices that start from one instant on and before another. */
  public List<Choice> of(
      Schedule schedule, Collection<Edition> editions, Instant from, Instant to) {
    Map<String, Edition> known = new HashMap<>();
    editions.forEach(edition -> known.put(edition.key(), edition));
    Set<String> lookedAt = new HashSet<>();
    while (true) {
      RunningOrder order = RunningOrder.of(schedule, known.values(), rules);
      List<Edition> unknown =
          order.between(from.minus(NEIGHBOUR), to.plus(NEIGHBOUR)).stream()
              .flatMap(choice -> Stream.concat(Stream.of(choice), cutsIn(order, choice)))
              .flatMap(choice -> choice.editions().stream())
              .filter(edition -> !edition.isKnown() && lookedAt.add(edition.key()))
              .toList();
      if (unknown.isEmpty()) {
        return order.between(from, to);
      }
      for (Edition edition : unknown) {
        Duration length = lengths.apply(edition);
        if (NOT_THERE.equals(length)) {
          known.remove(edition.key());
        } else {
          known.put(edition.key(), edition.withLength(length));
        }
      }
    }
  }

  /** An edition that cannot be played does not cut in either, wherever it lies. */
  private static Stream<Choice> cutsIn(RunningOrder order, Choice choice) {
    return choice.until() == null ? Stream.empty() : order.at(choice.until()).stream();
  }
}
