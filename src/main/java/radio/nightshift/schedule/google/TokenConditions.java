package radio.nightshift.schedule.google;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;

/** The conditions of a user's token: that it ends soon, and that a refreshed one cannot be kept. */
final class TokenConditions {
  private static final String ROOM = "schedule";
  private static final String ENDS = "token ends";
  private static final String UNWRITABLE = "token file";
  private static final Duration SOON = Duration.ofDays(3);

  private final Conditions conditions;
  private final Clock clock;

  TokenConditions(Conditions conditions, Clock clock) {
    this.conditions = conditions;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** A login begins: what an earlier run has raised holds until its token is refreshed. */
  void opened() {
    conditions.confirm(ROOM, ENDS);
    conditions.confirm(ROOM, UNWRITABLE);
  }

  /**
   * Google has given a new access token.
   *
   * @param left how long it accepts the refresh token; null: without end
   */
  void refreshed(Duration left) {
    if (left == null || left.compareTo(SOON) >= 0) {
      conditions.clear(ROOM, ENDS, "Google takes the calendar's refresh token for longer");
      return;
    }
    conditions.raise(
        ROOM,
        ENDS,
        Severity.WARNING,
        "Google takes the calendar's refresh token until %s only, for less than %d more %s"
            .formatted(
                now().plus(left).truncatedTo(ChronoUnit.HOURS),
                left.toDays() + 1,
                left.toDays() == 0 ? "day" : "days"),
        "give consent again and replace the token before. An OAuth client that is 'in production'"
            + " has no such end");
  }

  void kept() {
    conditions.clear(ROOM, UNWRITABLE, "Google Calendar's refreshed token can be kept again");
  }

  void notKept(IOException why) {
    conditions.raise(
        ROOM,
        UNWRITABLE,
        Severity.WARNING,
        "Google Calendar: %s. Until the next start the new one is used"
            .formatted(why.getMessage()));
  }
}
