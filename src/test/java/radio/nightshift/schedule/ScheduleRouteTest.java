package radio.nightshift.schedule;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.Station;

/** Schedules from files and web addresses. */
@Integration
class ScheduleRouteTest {
  @RegisterExtension
  final Station station =
      new Station()
          .with(MovableClock.standingAt("2026-06-10T08:00:00Z"))
          .with("station.zone", "Europe/London")
          .with("schedule.poll", "200ms");

  @TempDir Path files;

  @Test
  void anIcsFileBecomesTheSchedule() throws Exception {
    Path ics = Files.writeString(files.resolve("a.ics"), ics("jazz"));
    station.start("schedule.ics", "" + ics);
    station.awaitSlots("jazz");
    Files.delete(ics);
    Awaitility.await().until(() -> !station.log().of(Level.WARN, "cannot be read").isEmpty());
    Files.writeString(ics, ics("blues"));
    station.awaitSlots("blues");
  }

  @Test
  void anIcsAddressBecomesTheScheduleAndStaysOutOfTheLog() throws Exception {
    try (FakeWeb web = new FakeWeb()) {
      web.answer(aResponse().withBody(ics("jazz")));
      station.start("schedule.ics", web.address());
      station.awaitSlots("jazz");
      web.answer(aResponse().withBody(ics("blues").substring(0, 150)));
      Awaitility.await().until(() -> !station.log().of(Level.WARN, "breaks off").isEmpty());
      station.awaitSlots("jazz");
      web.answer(aResponse().withStatus(404));
      Awaitility.await().until(() -> !station.log().of(Level.WARN, "refused (404)").isEmpty());
      web.answer(aResponse().withBody(ics("blues")));
      station.awaitSlots("blues");
      assertThat(station.names("")).noneMatch(name -> name.startsWith(".calendar-"));
      assertThat(station.log().all()).noneMatch(line -> line.contains("private-"));
      assertThat(station.deadLetters()).isEmpty();
    }
  }

  private static String ics(String pid) {
    return """
        BEGIN:VCALENDAR
        BEGIN:VEVENT
        UID:1
        DTSTART;TZID=Europe/London:20260610T140000
        DTEND;TZID=Europe/London:20260610T150000
        SUMMARY:A show
        DESCRIPTION:PID:%s\\nTYPE:RECORDED
        END:VEVENT
        END:VCALENDAR
        """
        .formatted(pid);
  }

  @Test
  void withoutACalendarTheCsvFileIsTheScheduleAndIsReadAgain() throws Exception {
    station.start();
    Path csv = station.path("schedule.csv");
    assertThat(station.slots()).isEmpty();
    Files.writeString(csv, "2026-06-10T14:00,2026-06-10T15:00,jazz\nnonsense\n");
    station.awaitSlots("jazz");
    assertThat(station.log().of(Level.WARN, "Line 2 of " + csv + " is no slot: 'nonsense'"))
        .hasSize(1);
    Files.writeString(csv, "2026-06-10T14:00,2026-06-10T15:00,blues\n");
    station.awaitSlots("blues");
    assertThat(Files.readString(csv)).isEqualTo("2026-06-10T14:00,2026-06-10T15:00,blues\n");
  }
}
