package radio.nightshift.prepare;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Items that wait for their turn, each once however often it is added. Whose turn it is, is decided
 * at the moment one is taken: what has become urgent meanwhile never waits behind the rest. A queue
 * of messages beside it only carries one message for each item.
 */
final class WaitingList<T> {
  private final Set<T> waiting = new LinkedHashSet<>();

  /** Adds an item, unless it is waiting already. */
  synchronized boolean add(T item) {
    return waiting.add(item);
  }

  /** Takes the first, in an order, of those that are asked for. */
  synchronized Optional<T> next(Predicate<T> wanted, Comparator<T> order) {
    Optional<T> next = waiting.stream().filter(wanted).min(order);
    next.ifPresent(waiting::remove);
    return next;
  }
}
