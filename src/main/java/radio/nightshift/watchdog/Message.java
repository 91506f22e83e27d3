package radio.nightshift.watchdog;

import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;

/**
 * A condition that holds, or one that does not.
 *
 * @param about what it is about, within the room
 * @param severity how much it matters; null: it is over, if there was one
 * @param text what is wrong and, behind {@code "; "}, the remedy; or what holds instead
 */
record Message(String about, Severity severity, String text) {
  private static final String ROOM = "watchdog";

  static Message over(String about, String text) {
    return new Message(about, null, text);
  }

  boolean isOver() {
    return severity == null;
  }

  void to(Conditions conditions) {
    if (isOver()) {
      conditions.clear(ROOM, about, text);
    } else {
      conditions.raise(ROOM, about, severity, text);
    }
  }
}
