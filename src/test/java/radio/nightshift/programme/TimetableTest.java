package radio.nightshift.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import radio.nightshift.support.MovableClock;

class TimetableTest {
  private static final Instant START = Instant.parse("2026-06-10T13:00:00Z");
  private static final Edition JAZZ =
      new Edition(
          "20260610_1400_jazz.mp3",
          ProgrammeFileName.parse("20260610_1400_jazz.mp3"),
          1,
          Duration.ofMinutes(60));

  private final Timetable timetable =
      new Timetable(ZoneId.of("Europe/London"), MovableClock.standingAt("2026-06-10T12:00:00Z"));

  @Test
  void aFilePlaysByItsStampBeforeAnyScheduleIsPublished() {
    assertThat(timetable.schedule().slots()).isEmpty();
    assertThat(timetable.order(List.of(JAZZ)).at(START))
        .hasValueSatisfying(choice -> assertThat(choice.editions()).containsExactly(JAZZ));
  }

  @Test
  void everybodySeesWhatWasPublishedLast() {
    assertThat(timetable.update(slot("rock"))).as("differs").isTrue();
    assertThat(timetable.order(List.of(JAZZ)).at(START))
        .hasValueSatisfying(choice -> assertThat(choice.play()).isEqualTo(Choice.Play.MISSING));
  }

  @Test
  void theScheduleStaysTheSameObjectUntilOneThatDiffersIsPublished() {
    timetable.update(slot("jazz"));
    Schedule before = timetable.schedule();
    assertThat(timetable.update(slot("jazz"))).as("differs").isFalse();
    assertThat(timetable.schedule()).isSameAs(before);
  }

  @Test
  void programmesEndByTheStandardTableUnlessAnotherRuleIsSet() {
    assertThat(end()).isEqualTo(START.plusSeconds(3525));
    timetable.endBy(Fit.slotEnd(Duration.ZERO));
    assertThat(end()).isEqualTo(START.plusSeconds(3600));
  }

  private Instant end() {
    return timetable.order(List.of(JAZZ)).at(START).orElseThrow().until();
  }

  private static Schedule slot(String pid) {
    return Schedule.of(List.of(new Slot(pid, pid, START, START.plusSeconds(3600))));
  }
}
