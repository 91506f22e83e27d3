package radio.nightshift.loop;

import java.util.HashSet;
import java.util.Set;

/**
 * The order in which frames are presented: whether it is in even steps, and how much it differs
 * from that in which they are sent. Only those frames are kept that are ahead of an earlier one.
 */
final class PresentationOrder {
  /**
   * What a frame may be presented too early or too late, in frames, and still be taken for even.
   */
  private static final double EVEN = 0.25;

  /** No codec that is kept sends a frame by more frames before it is presented. */
  private static final int MOST_AHEAD = 64;

  private final long first;
  private final double frame;
  private final Set<Long> ahead = new HashSet<>();
  private long sent;
  private long next;
  private long reorder;
  private boolean isEven;

  /**
   * An order without frames.
   *
   * @param first the earliest time stamp, in ticks
   * @param frame how long a frame is, in ticks; 0 if that is not known
   */
  PresentationOrder(long first, double frame) {
    this.first = first;
    this.frame = frame;
    this.isEven = frame > 0;
  }

  /** Goes on with the frame that is sent next. */
  void add(long time) {
    if (!isEven || time == Long.MIN_VALUE) {
      return;
    }
    double at = (time - first) / frame;
    long number = Math.round(at);
    isEven = Math.abs(at - number) <= EVEN && number >= next && ahead.add(number);
    while (ahead.remove(next)) {
      next++;
    }
    isEven &= ahead.size() <= MOST_AHEAD;
    reorder = Math.max(reorder, sent++ - number);
  }

  boolean isEven() {
    return isEven;
  }

  /** How many frames later than they are sent frames are presented at most. */
  int reorder() {
    return (int) reorder;
  }
}
