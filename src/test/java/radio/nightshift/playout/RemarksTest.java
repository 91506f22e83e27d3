package radio.nightshift.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Conditions;
import radio.nightshift.support.LogLines;

/** What is said of a slot that lacks its file, and when it is over. */
class RemarksTest {
  @TempDir Path home;
  private Conditions conditions;
  private MadeUpPlayout playout;

  @BeforeEach
  void playout() {
    playout = new MadeUpPlayout(home);
    conditions = Conditions.unkept(playout.clock);
  }

  private Remarks remarks(Duration... missing) {
    List<Duration> times = missing.length == 0 ? List.of(Duration.ofHours(1)) : List.of(missing);
    return new Remarks(playout.cues, conditions, playout.clock, times);
  }

  @Test
  void whatIsMissingIsOneConditionThatGrows() {
    playout.slot("2026-06-10T13:00:00Z", "jazz");
    Remarks remarks = remarks(Duration.ofHours(24), Duration.ofHours(3), Duration.ofMinutes(15));
    try (LogLines log = LogLines.open()) {
      for (String time :
          List.of("09T12:59:00", "09T13:01:00", "10T09:59:00", "10T10:01:00", "10T12:46:00")) {
        playout.clock.moveTo("2026-06-" + time + "Z");
        remarks.report();
        remarks.report();
      }
      String what =
          "'jazz' at 2026-06-10T13:00:00Z: there is no '20260610_1400_jazz.mp3' and no earlier"
              + " edition; upload one.";
      assertThat(log.all())
          .as("a line a day before, three hours before and a quarter of an hour before")
          .containsExactly(
              "WARN " + what, "ERROR " + what, "ERROR In less than 15 minutes: " + what);
      assertThat(conditions.all()).hasSize(1);
    }
  }

  @Test
  void aFileOfAnotherProgrammeDoesNotPlayInASlot() throws IOException {
    playout.ready("20260610_1400_rock.mp3", 60);
    playout.slot("2026-06-10T13:00:00Z", "jazz");
    playout.clock.moveTo("2026-06-10T13:00:00Z");
    assertThat(playout.due()).isEmpty();
    remarks().report();
    assertThat(conditions.all())
        .singleElement()
        .extracting(Condition::text)
        .asString()
        .contains("jazz", "20260610_1400_rock.mp3", "take it away");
  }

  @Test
  void aRemarkIsRaisedOnceWithinTheHourBeforeAndClearedOnce() throws IOException {
    playout.slot("2026-06-10T13:00:00Z", "jazz");
    Remarks remarks = remarks();
    try (LogLines log = LogLines.open()) {
      playout.clock.moveTo("2026-06-10T11:59:00Z");
      remarks.report();
      assertThat(log.all()).as("earlier").isEmpty();
      playout.clock.moveTo("2026-06-10T12:00:30Z");
      remarks.report();
      remarks.report();
      assertThat(log.all())
          .containsExactly(
              "ERROR 'jazz' at 2026-06-10T13:00:00Z: there is no '20260610_1400_jazz.mp3' and no earlier"
                  + " edition; upload one.");
      playout.clock.moveTo("2026-06-10T12:05:30Z");
      playout.ready("20260610_1400_jazz.mp3", 60);
      remarks.report();
      remarks.report();
      assertThat(log.all()).hasSize(2).last().asString().startsWith("INFO Over after 5 minutes: ");
    }
  }

  @Test
  void whatIsMissingIsOverWhenItsTimeHasCome() throws IOException {
    playout.slot("2026-06-10T13:00:00Z", "jazz");
    Remarks remarks = remarks();
    playout.clock.moveTo("2026-06-10T13:00:00Z");
    remarks.report();
    assertThat(conditions.all()).hasSize(1);
    playout.clock.moveTo("2026-06-10T13:00:01Z");
    try (LogLines log = LogLines.open()) {
      remarks.report();
      assertThat(conditions.all()).isEmpty();
      assertThat(log.all())
          .as("it must not read as if the programme had come")
          .singleElement()
          .asString()
          .startsWith("INFO Its time has come without a change: 'jazz' at 2026-06-10T13:00:00Z");
    }
  }
}
