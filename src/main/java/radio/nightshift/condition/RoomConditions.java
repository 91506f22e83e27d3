package radio.nightshift.condition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * The conditions of one room. It lists so many; what comes beyond that is only counted, and one
 * further condition, as severe as the worst of them, stands for it.
 */
final class RoomConditions {
  static final int MOST_LISTED = 200;
  private static final int MOST_REPORTED = 5;
  static final String FURTHER = "further conditions";

  private final String room;
  private final Map<String, Held> listed = new LinkedHashMap<>();
  private final Further further = new Further();

  /**
   * A condition that is listed.
   *
   * @param confirmed whether this run of the station has found it; else it is an earlier one's
   * @param reported what was reported of it last: to come back to that is nothing new
   */
  private record Held(Condition condition, boolean confirmed, Set<String> reported) {
    static Held of(Condition condition, boolean confirmed) {
      return new Held(condition, confirmed, Set.of(state(condition)));
    }

    Held confirm() {
      return new Held(condition, true, reported);
    }

    Held with(Condition now) {
      List<String> states = new ArrayList<>(reported);
      states.remove(state(now));
      states.add(state(now));
      states.subList(0, Math.max(0, states.size() - MOST_REPORTED)).clear();
      return new Held(now, true, Collections.unmodifiableSet(new LinkedHashSet<>(states)));
    }

    boolean hasReported(Condition now) {
      return reported.contains(state(now));
    }

    private static String state(Condition condition) {
      return condition.severity() + " " + condition.text();
    }
  }

  RoomConditions(String room) {
    this.room = room;
  }

  /** Takes over a condition of an earlier run; false if there is no room for it. */
  boolean restore(Condition kept) {
    if (isFull(kept.about())) {
      return false;
    }
    listed.put(kept.about(), Held.of(kept, false));
    return true;
  }

  List<Change> raise(Condition raised) {
    List<Change> changes = new ArrayList<>();
    String about = raised.about();
    Held before = listed.get(about);
    if (before == null && isFull(about)) {
      further.put(about, raised.severity());
    } else {
      further.remove(about);
      list(raised, before).ifPresent(changes::add);
    }
    summarise(raised.since()).ifPresent(changes::add);
    return changes;
  }

  private Optional<Change> list(Condition raised, Held before) {
    if (before == null) {
      listed.put(raised.about(), Held.of(raised, true));
      return Optional.of(Change.raised(raised, raised.since()));
    }
    Condition now = raised.raisedAt(before.condition.since());
    listed.put(now.about(), before.with(now));
    return before.hasReported(now)
        ? Optional.empty()
        : Optional.of(Change.changed(now, raised.since()));
  }

  /** Notes that a condition still holds as it is; false if there is none. */
  boolean confirm(String about) {
    return listed.computeIfPresent(about, (same, held) -> held.confirm()) != null;
  }

  /**
   * Clears what is about certain things.
   *
   * @param change the change that a condition's end is
   */
  List<Change> clear(
      Predicate<String> about, Instant now, BiFunction<Condition, Instant, Change> change) {
    further.abouts().stream().filter(about).forEach(further::remove);
    List<Change> changes = new ArrayList<>();
    listed
        .values()
        .removeIf(
            held -> {
              boolean isOver =
                  !held.condition.about().equals(FURTHER) && about.test(held.condition.about());
              if (isOver) {
                changes.add(change.apply(held.condition, now));
              }
              return isOver;
            });
    summarise(now).ifPresent(changes::add);
    return changes;
  }

  /** Clears one condition, at no more cost if there are many. */
  List<Change> clear(String about, Instant now, String words) {
    List<Change> changes = new ArrayList<>();
    Held held = listed.remove(about);
    if (held != null) {
      changes.add(Change.over(held.condition, now, words));
    } else {
      further.remove(about);
    }
    summarise(now).ifPresent(changes::add);
    return changes;
  }

  /** Clears what this run has not found. */
  List<Change> clearUnconfirmed(Instant now, BiFunction<Condition, Instant, Change> change) {
    List<Change> changes = new ArrayList<>();
    listed
        .values()
        .removeIf(
            held -> {
              if (!held.confirmed) {
                changes.add(change.apply(held.condition, now));
              }
              return !held.confirmed;
            });
    return changes;
  }

  boolean hasUnconfirmed() {
    return listed.values().stream().anyMatch(held -> !held.confirmed);
  }

  Optional<Condition> find(String about) {
    return Optional.ofNullable(listed.get(about)).map(Held::condition);
  }

  List<Condition> all() {
    return listed.values().stream().map(Held::condition).toList();
  }

  List<Condition> confirmed() {
    return listed.values().stream().filter(Held::confirmed).map(Held::condition).toList();
  }

  private boolean isFull(String about) {
    return listed.size() >= MOST_LISTED + (listed.containsKey(FURTHER) ? 1 : 0)
        && !about.equals(FURTHER);
  }

  private Optional<Change> summarise(Instant now) {
    Held before = listed.get(FURTHER);
    Severity worst = further.worst().orElse(null);
    if (worst != null) {
      return list(
          new Condition(
              room,
              FURTHER,
              "%s has more than %d conditions, and those beyond are not listed"
                  .formatted(room, MOST_LISTED),
              "attend to those that are",
              worst,
              now),
          before);
    }
    if (before == null || !before.confirmed) {
      return Optional.empty();
    }
    listed.remove(FURTHER);
    return Optional.of(Change.over(before.condition, now, null));
  }
}
