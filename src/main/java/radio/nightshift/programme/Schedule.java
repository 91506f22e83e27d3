package radio.nightshift.programme;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The slots to come, each once, in the order of their starts, and of their programmes where two
 * start at once.
 */
public record Schedule(List<Slot> slots) {
  private static final Comparator<Slot> IN_ORDER =
      Comparator.comparing(Slot::start)
          .thenComparing(slot -> ProgrammeFileName.inFileName(slot.pid()))
          .thenComparing(Slot::end, Comparator.reverseOrder());

  /** A station without a calendar: what plays is what there are files for. */
  public static final Schedule EMPTY = new Schedule(List.of());

  /** Sorts slots, and leaves out those that were entered twice. */
  public Schedule {
    List<Slot> inOrder = new ArrayList<>();
    for (Slot slot : slots.stream().sorted(IN_ORDER).toList()) {
      if (inOrder.isEmpty() || !slot.isSameAs(inOrder.get(inOrder.size() - 1))) {
        inOrder.add(slot);
      }
    }
    slots = List.copyOf(inOrder);
  }

  /** The slots that start at or after one instant and before another. */
  public List<Slot> startingIn(Instant from, Instant to) {
    return from.isBefore(to) ? slots.subList(firstFrom(from), firstFrom(to)) : List.of();
  }

  private int firstFrom(Instant instant) {
    int low = 0;
    int high = slots.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (slots.get(middle).start().isBefore(instant)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  public static Schedule of(Collection<Slot> slots) {
    return new Schedule(List.copyOf(slots));
  }
}
