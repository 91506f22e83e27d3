package radio.nightshift.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Conditions;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Timetable;
import radio.nightshift.schedule.StationSchedule.Source;
import radio.nightshift.support.LogLines;
import radio.nightshift.support.MovableClock;

/** What is said, and for how long, of a calendar that cannot be read. */
class StationScheduleTest {
  private static final CalendarException PASSING = CalendarException.passing("Google answers 503");
  private static final CalendarException OTHER = CalendarException.passing("Google answers 500");
  private static final CalendarException LASTING =
      CalendarException.lasting("Google sees no calendar 'x'; share it");

  @TempDir Path home;
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T08:00:00Z");
  private Conditions conditions;
  private StationSchedule schedule;
  private LogLines log;

  @BeforeEach
  void start() {
    log = LogLines.open();
    open();
  }

  @AfterEach
  void stop() {
    conditions.close();
    log.close();
  }

  private void open() {
    conditions = Conditions.kept(home.resolve("conditions"), clock);
    Path csv = home.resolve("schedule.csv");
    schedule =
        new StationSchedule(
            Source.GOOGLE,
            new ScheduleFile(csv, ZoneOffset.UTC),
            Duration.ofDays(8),
            new Timetable(ZoneOffset.UTC, clock),
            conditions);
    schedule.load();
  }

  private void restart() {
    conditions.close();
    open();
  }

  private void read() {
    schedule.update(Schedule.EMPTY, schedule.begin(schedule.poll()));
  }

  @Test
  void oneFailureThatMayPassIsNothing() {
    read();
    schedule.away(PASSING);
    read();
    assertThat(log.all()).isEmpty();
  }

  @Test
  void aCalendarThatStaysAwayIsRaisedOnceAndClearedOnce() {
    read();
    for (int i = 0; i < 5; i++) {
      schedule.away(i % 2 == 0 ? PASSING : OTHER);
      clock.step(Duration.ofMinutes(5));
    }
    read();
    read();
    assertThat(log.all())
        .containsExactly(
            "WARN Google answers 500. The last good schedule stays in use, 0 slots, 5 minutes old. It"
                + " is tried again at every poll.",
            "INFO Google Calendar can be read again, after 20 minutes.");
  }

  @Test
  void whatSomebodyMustMendIsRaisedAtOnceAlsoInPlaceOfWhatMayPass() {
    schedule.away(LASTING);
    assertThat(log.all())
        .containsExactly(
            "WARN Google sees no calendar 'x'; share it. There is no schedule yet, and files play by"
                + " their stamps.");
    read();
    schedule.away(PASSING);
    schedule.away(PASSING);
    schedule.away(LASTING);
    assertThat(log.warnings("Google sees no calendar 'x'")).hasSize(2);
  }

  @Test
  void oneThatLastsIsReportedOnceADay() {
    read();
    for (int hour = 0; hour < 72; hour++) {
      schedule.away(LASTING);
      clock.step(Duration.ofHours(1));
    }
    assertThat(log.warnings("stays in use"))
        .satisfiesExactly(
            first -> assertThat(first).contains("0 s old"),
            second -> assertThat(second).contains("24 hours old"),
            third -> assertThat(third).contains("2 days old"));
  }

  @Test
  void oneThatStillHoldsAfterARestartIsNoNews() {
    read();
    schedule.away(PASSING);
    schedule.away(PASSING);
    clock.step(Duration.ofHours(7));
    restart();
    schedule.away(PASSING);
    schedule.away(OTHER);
    assertThat(log.all()).hasSize(1);
    read();
    assertThat(log.with("Google Calendar can be read again, after 7 hours.")).hasSize(1);
    assertThat(conditions.all()).isEqualTo(List.of());
  }

  @Test
  void theCheckGoesDownAfterSixHoursOrAtOnceWithoutAnySchedule() {
    ScheduleHealthCheck check = new ScheduleHealthCheck(schedule, Duration.ofMinutes(5));
    assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
    schedule.away(PASSING);
    assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
    read();
    schedule.away(PASSING);
    clock.step(Duration.ofHours(6));
    assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
    clock.step(Duration.ofSeconds(1));
    assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
  }

  @Test
  void aScheduleThatCannotBeKeptIsRaisedOnceAndClearedOnce() throws Exception {
    Files.writeString(home.resolve("file"), "");
    StationSchedule unkept =
        new StationSchedule(
            Source.GOOGLE,
            new ScheduleFile(home.resolve("file").resolve("schedule.csv"), ZoneOffset.UTC),
            Duration.ofDays(8),
            new Timetable(ZoneOffset.UTC, clock),
            conditions);
    unkept.update(Schedule.EMPTY, unkept.begin(unkept.poll()));
    unkept.update(Schedule.EMPTY, unkept.begin(unkept.poll()));
    assertThat(log.warnings("The schedule cannot be kept on disk")).hasSize(1);
    Files.delete(home.resolve("file"));
    unkept.update(Schedule.EMPTY, unkept.begin(unkept.poll()));
    assertThat(log.with("The schedule can be kept on disk again")).hasSize(1);
  }
}
