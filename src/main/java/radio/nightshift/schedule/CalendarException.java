package radio.nightshift.schedule;

import java.io.IOException;

/** A calendar that cannot be read; the message says what is wrong and what to do. */
public final class CalendarException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean lasting;

  CalendarException(String message, boolean lasting) {
    super(message);
    this.lasting = lasting;
  }

  /** It may be over at the next try. */
  public static CalendarException passing(String message) {
    return new CalendarException(message, false);
  }

  /** It stays until somebody does something about it. */
  public static CalendarException lasting(String message) {
    return new CalendarException(message, true);
  }

  public boolean isLasting() {
    return lasting;
  }
}
