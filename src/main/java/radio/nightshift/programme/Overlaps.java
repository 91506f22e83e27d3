package radio.nightshift.programme;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** Which slots lie over another one that starts at another time. */
final class Overlaps {
  private final Map<Instant, Slot> others = new HashMap<>();
  private final PriorityQueue<Slot> running = new PriorityQueue<>(Comparator.comparing(Slot::end));
  private final List<Slot> alone = new ArrayList<>();

  Overlaps(Iterable<List<Slot>> startsInOrder) {
    startsInOrder.forEach(this::add);
  }

  /** Another slot that lies over one that starts at that instant. */
  Optional<Slot> at(Instant start) {
    return Optional.ofNullable(others.get(start));
  }

  private void add(List<Slot> together) {
    Slot first = together.get(0);
    while (!running.isEmpty() && !running.peek().end().isAfter(first.start())) {
      running.remove();
    }
    if (!running.isEmpty()) {
      others.put(first.start(), running.peek());
    }
    alone.stream()
        .filter(earlier -> earlier.end().isAfter(first.start()))
        .forEach(earlier -> others.putIfAbsent(earlier.start(), first));
    alone.clear();
    running.addAll(together);
    alone.addAll(together);
  }
}
