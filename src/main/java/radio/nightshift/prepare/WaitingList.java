package radio.nightshift.prepare;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.ToLongBiFunction;
import radio.nightshift.programme.Timetable;
import radio.nightshift.programme.Urgency;

/**
 * Items that wait for their turn, each once however often it is added. Whose turn it is, is decided
 * at the moment one is taken: what has become urgent meanwhile never waits behind the rest.
 *
 * <p>A queue of messages beside it carries a single call for whoever is free, however many items
 * wait: who follows it takes the next item, and calls another one if there are more.
 */
final class WaitingList<T> {
  private final Timetable timetable;
  private final ToLongBiFunction<Urgency, T> rank;
  private final Comparator<Turn<T>> order;
  private final Set<T> waiting = new HashSet<>();
  private PriorityQueue<Turn<T>> turns;
  private Urgency urgency;
  private boolean called;

  /** An item with its rank, which holds as long as the urgency it was ranked by. */
  private record Turn<T>(T item, long rank) {}

  /**
   * An empty list.
   *
   * @param rank how urgent an item is; the least comes first
   * @param even the order of those of the same rank
   */
  WaitingList(Timetable timetable, ToLongBiFunction<Urgency, T> rank, Comparator<T> even) {
    this.timetable = timetable;
    this.rank = rank;
    this.order = Comparator.<Turn<T>>comparingLong(Turn::rank).thenComparing(Turn::item, even);
    this.turns = new PriorityQueue<>(order);
    this.urgency = Urgency.now(timetable);
  }

  /** Adds an item, unless it is waiting already. */
  synchronized boolean add(T item) {
    boolean isNew = waiting.add(item);
    if (isNew) {
      turns.add(new Turn<>(item, rank.applyAsLong(urgency, item)));
    }
    return isNew;
  }

  synchronized int size() {
    return waiting.size();
  }

  synchronized boolean has(T item) {
    return waiting.contains(item);
  }

  /** Whether somebody is to be called: something waits, and no call is on its way. */
  synchronized boolean call() {
    boolean isNew = !called && !waiting.isEmpty();
    called |= isNew;
    return isNew;
  }

  /** Takes the most urgent item, in answer to a call. */
  synchronized Optional<T> next() {
    called = false;
    if (!urgency.isCurrent(timetable)) {
      rank();
    }
    Optional<T> next = Optional.ofNullable(turns.poll()).map(Turn::item);
    next.ifPresent(waiting::remove);
    return next;
  }

  private void rank() {
    urgency = Urgency.now(timetable);
    turns = new PriorityQueue<>(order);
    waiting.forEach(item -> turns.add(new Turn<>(item, rank.applyAsLong(urgency, item))));
  }
}
