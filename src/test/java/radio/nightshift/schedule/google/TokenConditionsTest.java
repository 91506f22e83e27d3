package radio.nightshift.schedule.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Conditions;
import radio.nightshift.support.LogLines;
import radio.nightshift.support.MovableClock;

/** A token's end is raised once a day, and cleared once there is a new token. */
class TokenConditionsTest {
  @TempDir Path home;
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T08:30:00Z");
  private Conditions conditions;
  private LogLines log;

  @BeforeEach
  void start() {
    log = LogLines.open();
    conditions = Conditions.kept(home.resolve("conditions"), clock);
  }

  @AfterEach
  void stop() {
    conditions.close();
    log.close();
  }

  private TokenConditions token() {
    return new TokenConditions(conditions, clock);
  }

  @Test
  void anEndThatIsNearIsReportedOnceADayUntilThereIsANewToken() {
    Duration left = Duration.ofDays(4);
    for (; left.compareTo(Duration.ofHours(12)) > 0; left = left.minusHours(1)) {
      token().refreshed(left);
      clock.step(Duration.ofHours(1));
    }
    assertThat(log.all())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "WARN Google takes the calendar's refresh token until 2026-06-14T08:00:00Z only,"
                            + " for less than 3 more days; give consent again and replace the token"
                            + " before. An OAuth client that is 'in production' has no such end."),
            line -> assertThat(line).contains("less than 2 more days"),
            line -> assertThat(line).contains("less than 1 more day;"));
    token().refreshed(Duration.ofDays(180));
    token().refreshed(null);
    assertThat(log.with("Google takes the calendar's refresh token for longer, after")).hasSize(1);
  }

  @Test
  void aRestartDoesNotEndItBeforeTheNextRefresh() {
    token().refreshed(Duration.ofHours(60));
    conditions.close();
    conditions = Conditions.kept(home.resolve("conditions"), clock);
    token().opened();
    conditions.looked("schedule");
    token().refreshed(Duration.ofHours(60));
    assertThat(log.all()).hasSize(1);
  }

  @Test
  void aTokenThatCannotBeKeptIsRaisedOnceAndClearedOnce() {
    for (int i = 0; i < 3; i++) {
      token().notKept(new IOException("/x cannot be written; let this user write"));
    }
    token().kept();
    token().kept();
    assertThat(log.all())
        .containsExactly(
            "WARN Google Calendar: /x cannot be written; let this user write. Until the next start the"
                + " new one is used.",
            "INFO Google Calendar's refreshed token can be kept again, after 0 s.");
  }
}
