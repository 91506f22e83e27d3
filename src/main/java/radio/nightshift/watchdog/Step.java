package radio.nightshift.watchdog;

import java.util.List;

/**
 * What comes of a round: first the state is kept, then people are told, then the order is given.
 *
 * @param state to be kept before the order is given
 * @param order to the backup
 * @param messages all that is to be known now; those that were told already are told no more
 */
record Step(State state, Order order, List<Message> messages) {
  /** What the backup is to do. */
  enum Order {
    NONE,
    START,
    STOP
  }

  static Step of(State state, Order order) {
    return new Step(state, order, List.of());
  }

  /** A step without an order. */
  static Step to(State state) {
    return of(state, Order.NONE);
  }

  Step telling(List<Message> all) {
    return new Step(state, order, all);
  }
}
