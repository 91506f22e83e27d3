package radio.nightshift.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import radio.nightshift.condition.Change;
import radio.nightshift.condition.Condition;

/**
 * What one receiver is to be told and was told: one entry for each condition, with its newest
 * state. What was overtaken before it could be told is counted. Nothing here waits for anything.
 */
final class Book {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final String station;
  private final String owner;
  private final Rules rules;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Deque<Instant> sent = new ArrayDeque<>();
  private final Set<String> deferred = new HashSet<>();
  private boolean isFull;
  private long overtaken;

  /**
   * An empty book.
   *
   * @param owner the receiver's name: it is not told of its own failure
   */
  Book(String station, String owner, Rules rules, Collection<Entry> kept) {
    this.station = station;
    this.owner = owner;
    this.rules = rules;
    kept.forEach(entry -> entries.put(key(entry.condition()), entry));
  }

  /** Notes what has happened to a condition. */
  void note(Change change) {
    Condition condition = change.condition();
    boolean isOver = change.kind() == Change.Kind.OVER;
    put(condition, isOver, change.line(), change.at());
  }

  /**
   * Notes how all conditions are now, for what may have happened unseen.
   *
   * @param all those that hold
   * @return whether something was found
   */
  boolean compare(Collection<Condition> all, Instant now) {
    boolean hasChanged = false;
    isFull = false;
    for (Condition one : all) {
      Entry entry = entries.get(key(one));
      if (entry == null || entry.isOver() || !entry.state().equals(Entry.state(one))) {
        put(one, false, one.text(), now);
        hasChanged |= entries.containsKey(key(one));
      }
    }
    Set<String> holding = all.stream().map(Book::key).collect(Collectors.toSet());
    for (Entry entry : List.copyOf(entries.values())) {
      if (!entry.isOver() && !holding.contains(key(entry.condition()))) {
        put(entry.condition(), true, "Over: %s.".formatted(entry.condition().words()), now);
        hasChanged = true;
      }
    }
    return hasChanged;
  }

  private void put(Condition condition, boolean isOver, String line, Instant at) {
    String key = key(condition);
    Entry before = entries.get(key);
    if (before != null) {
      Entry now = before.now(condition, isOver, line, at);
      if (isOver && !before.wasTold() && at.isBefore(rules.ripe(condition))) {
        entries.remove(key);
      } else {
        entries.put(key, now);
      }
    } else if (!isOver && rules.concerns(condition) && !isOwn(condition)) {
      if (makeRoom(condition)) {
        entries.put(key, Entry.untold(condition, line, at));
      } else {
        isFull = true;
      }
    }
  }

  private boolean isOwn(Condition condition) {
    return condition.room().equals(Tellers.ROOM) && condition.about().equals(owner);
  }

  /** Lets one go that is settled, or else the least of those that were never told. */
  private boolean makeRoom(Condition condition) {
    if (entries.size() < rules.most()) {
      return true;
    }
    Optional<Entry> settled = entries.values().stream().filter(Entry::isSettled).findFirst();
    if (settled.isPresent()) {
      entries.remove(key(settled.get().condition()));
      return true;
    }
    Optional<Entry> least =
        least(entry -> !entry.wasTold())
            .or(() -> least(entry -> true))
            .filter(entry -> entry.condition().severity().compareTo(condition.severity()) < 0);
    least.ifPresent(entry -> entries.remove(key(entry.condition())));
    isFull |= least.isPresent();
    return least.isPresent();
  }

  private Optional<Entry> least(Predicate<Entry> which) {
    return entries.values().stream().filter(which).max(Entry.ORDER);
  }

  /** Puts one behind all others that are to be told, as its receiver has refused it. */
  void defer(Notice refused) {
    deferred.add(key(refused.condition()));
  }

  /** What is to be told next, if anything is to be told now: what matters most comes first. */
  Optional<Notice> next(Instant now) {
    entries.values().removeIf(entry -> entry.isDone(now));
    sent.removeIf(at -> at.isAfter(now) || !at.plus(MINUTE).isAfter(now));
    if (sent.size() >= rules.perMinute()) {
      return Optional.empty();
    }
    List<Entry> due =
        entries.values().stream().filter(entry -> entry.due(rules, now).isPresent()).toList();
    if (due.stream().allMatch(entry -> deferred.contains(key(entry.condition())))) {
      deferred.clear();
    }
    return due.stream()
        .filter(entry -> !deferred.contains(key(entry.condition())))
        .min(Entry.ORDER)
        .map(entry -> notice(entry, entry.due(rules, now).orElseThrow()));
  }

  private Notice notice(Entry entry, Notice.Kind kind) {
    return new Notice(
        station,
        kind,
        entry.condition(),
        entry.line(),
        entry.at(),
        Math.max(0, entry.untold() - 1));
  }

  /** Notes that a notice has been told. The condition may have become another meanwhile. */
  void delivered(Notice notice, Instant now) {
    sent.add(now);
    overtaken += notice.overtaken();
    String state = notice.kind() == Notice.Kind.OVER ? Entry.OVER : Entry.state(notice.condition());
    entries.computeIfPresent(
        key(notice.condition()), (key, entry) -> entry.told(state, now, notice));
  }

  /** How many notices wait to be told. */
  int waiting(Instant now) {
    return (int)
        entries.values().stream().filter(entry -> entry.due(rules, now).isPresent()).count();
  }

  /** How many states of conditions were overtaken before they were told. */
  long overtaken() {
    return overtaken;
  }

  /** Whether there are conditions that there was no room for. */
  boolean isFull() {
    return isFull;
  }

  List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  private static String key(Condition condition) {
    return condition.room() + "/" + condition.about();
  }
}
