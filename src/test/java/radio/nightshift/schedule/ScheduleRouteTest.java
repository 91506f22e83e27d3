package radio.nightshift.schedule;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Schedules from files and web addresses. */
class ScheduleRouteTest extends ScheduledStation {
  @Test
  void anIcsFileBecomesTheSchedule() throws Exception {
    Path ics = Files.writeString(files.resolve("a.ics"), ics("jazz"));
    start("schedule.ics", "" + ics);
    awaitPids("jazz");
    Files.delete(ics);
    Awaitility.await().until(() -> !log.of(Level.WARN, "cannot be read").isEmpty());
    Files.writeString(ics, ics("blues"));
    awaitPids("blues");
  }

  @Test
  void anIcsAddressBecomesTheScheduleAndStaysOutOfTheLog() throws Exception {
    try (FakeWeb web = new FakeWeb()) {
      web.answer(aResponse().withBody(ics("jazz")));
      start("schedule.ics", web.address());
      awaitPids("jazz");
      web.answer(aResponse().withBody(ics("blues").substring(0, 150)));
      Awaitility.await().until(() -> !log.of(Level.WARN, "breaks off").isEmpty());
      awaitPids("jazz");
      web.answer(aResponse().withStatus(404));
      Awaitility.await().until(() -> !log.of(Level.WARN, "refused (404)").isEmpty());
      web.answer(aResponse().withBody(ics("blues")));
      awaitPids("blues");
      assertThat(station.names("")).noneMatch(name -> name.startsWith(".calendar-"));
      assertThat(log.all()).noneMatch(line -> line.contains("private-"));
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
    start();
    Path csv = home.resolve("schedule.csv");
    assertThat(schedule().current().slots()).isEmpty();
    Files.writeString(csv, "2026-06-10T14:00,2026-06-10T15:00,jazz\nnonsense\n");
    awaitPids("jazz");
    assertThat(log.of(Level.WARN, "Line 2 of " + csv + " is no slot: 'nonsense'")).hasSize(1);
    Files.writeString(csv, "2026-06-10T14:00,2026-06-10T15:00,blues\n");
    awaitPids("blues");
    assertThat(Files.readString(csv)).isEqualTo("2026-06-10T14:00,2026-06-10T15:00,blues\n");
  }
}
