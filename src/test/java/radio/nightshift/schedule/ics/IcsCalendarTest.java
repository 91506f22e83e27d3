package radio.nightshift.schedule.ics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.schedule.CalendarException;
import radio.nightshift.schedule.ScheduleReading;
import radio.nightshift.support.Patience;

class IcsCalendarTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final String RECORDED = "DESCRIPTION:PID:jazz\\nTYPE:RECORDED\n";

  @TempDir Path folder;
  private ScheduleReading reading;

  private List<String> read(String from, String to, String... components) throws IOException {
    return readText(
        from,
        to,
        "BEGIN:VCALENDAR\nVERSION:2.0\n" + String.join("", components) + "END:VCALENDAR\n");
  }

  private List<String> readText(String from, String to, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("a.ics"), text);
    reading = new ScheduleReading(Instant.parse(from), Instant.parse(to), LONDON);
    return IcsCalendar.read(file, reading).slots().stream()
        .map(slot -> slot.start() + " " + slot.pid())
        .toList();
  }

  private static String event(String lines) {
    return "BEGIN:VEVENT\nUID:1\nSUMMARY:Show\n"
        + RECORDED
        + lines.replace("; ", "\n")
        + "\nEND:VEVENT\n";
  }

  /** Lines of an event, and its starts from 2026-03-25 to 2026-04-05. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DTSTART:20260326T140000Z | 2026-03-26T14:00:00Z
          DTSTART:20260326T140000 | 2026-03-26T14:00:00Z
          DTSTART:20260330T140000 | 2026-03-30T13:00:00Z
          DTSTART;TZID=Europe/London:20260330T140000 | 2026-03-30T13:00:00Z
          DTSTART;TZID=America/New_York:20260330T090000 | 2026-03-30T13:00:00Z
          DTSTART;TZID="America/New_York":20260330T090000 | 2026-03-30T13:00:00Z
          DTSTART;TZID=/example.org/Europe/London:20260330T140000 | 2026-03-30T13:00:00Z
          DTSTART;TZID=Europe/London:20260329T013000 | 2026-03-29T01:30:00Z
          DTSTART:20260326T140000Z; DURATION:PT1H | 2026-03-26T14:00:00Z
          DTSTART;TZID=Europe/London:20200103T140000; RRULE:FREQ=WEEKLY;BYDAY=FR | 2026-03-27T14:00:00Z 2026-04-03T13:00:00Z
          DTSTART;TZID=Europe/London:20200101T140000; RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR | 2026-03-25T14:00:00Z 2026-03-27T14:00:00Z 2026-03-30T13:00:00Z 2026-04-01T13:00:00Z 2026-04-03T13:00:00Z
          DTSTART;TZID=Europe/London:20260312T140000; RRULE:FREQ=WEEKLY;INTERVAL=2 | 2026-03-26T14:00:00Z
          DTSTART;TZID=Europe/London:20260305T140000; RRULE:FREQ=WEEKLY;INTERVAL=2 | 2026-04-02T13:00:00Z
          DTSTART;TZID=Europe/London:20260101T140000; RRULE:FREQ=MONTHLY;BYDAY=1TH | 2026-04-02T13:00:00Z
          DTSTART;TZID=Europe/London:20260131T140000; RRULE:FREQ=MONTHLY | 2026-03-31T13:00:00Z
          DTSTART;TZID=Europe/London:20200329T140000; RRULE:FREQ=YEARLY | 2026-03-29T13:00:00Z
          DTSTART;TZID=Europe/London:20260325T140000; RRULE:FREQ=DAILY;COUNT=2 | 2026-03-25T14:00:00Z 2026-03-26T14:00:00Z
          DTSTART;TZID=Europe/London:20260320T140000; RRULE:FREQ=DAILY;COUNT=7 | 2026-03-25T14:00:00Z 2026-03-26T14:00:00Z
          DTSTART;TZID=Europe/London:20260325T140000; RRULE:FREQ=DAILY;UNTIL=20260326T140000Z | 2026-03-25T14:00:00Z 2026-03-26T14:00:00Z
          DTSTART;TZID=Europe/London:20260325T140000; RRULE:FREQ=DAILY;UNTIL=20260326 | 2026-03-25T14:00:00Z 2026-03-26T14:00:00Z
          DTSTART;TZID=Europe/London:20260328T140000; RRULE:FREQ=DAILY;COUNT=3; EXDATE;TZID=Europe/London:20260329T140000 | 2026-03-28T14:00:00Z 2026-03-30T13:00:00Z
          DTSTART;TZID=Europe/London:20260328T140000; RRULE:FREQ=DAILY;COUNT=3; EXDATE;VALUE=DATE:20260329 | 2026-03-28T14:00:00Z 2026-03-30T13:00:00Z
          DTSTART;TZID=Europe/London:20260328T140000; RRULE:FREQ=DAILY;COUNT=3; EXDATE:20260329T130000Z,20260330T130000Z | 2026-03-28T14:00:00Z
          DTSTART;TZID=Europe/London:20260328T140000; RDATE;TZID=Europe/London:20260401T150000,20260402T160000 | 2026-03-28T14:00:00Z 2026-04-01T14:00:00Z 2026-04-02T15:00:00Z
          DTSTART:20260326T140000Z; RDATE;VALUE=PERIOD:20260401T150000Z/PT1H | 2026-03-26T14:00:00Z 2026-04-01T15:00:00Z
          DTSTART:20260326T140000Z; STATUS:TENTATIVE | 2026-03-26T14:00:00Z
          DTSTART:20260326T140000Z; STATUS:CANCELLED | ''
          DTSTART;VALUE=DATE:20260326 | ''
          DTSTART:99991231T235959Z | ''
          DTSTART:20260325T000000; RRULE:FREQ=HOURLY;INTERVAL=12;COUNT=3 | 2026-03-25T00:00:00Z 2026-03-25T12:00:00Z 2026-03-26T00:00:00Z
          """)
  void anEventStartsWhenItSays(String lines, String starts) throws IOException {
    List<String> expected =
        starts.isEmpty()
            ? List.of()
            : List.of(starts.split(" ")).stream().map(start -> start + " jazz").toList();
    assertThat(read("2026-03-25T00:00:00Z", "2026-04-05T00:00:00Z", event(lines)))
        .as(lines)
        .isEqualTo(expected);
  }

  @Test
  void ofTwoTimesInOctoberTheFirstCounts() throws IOException {
    assertThat(
            read(
                "2026-10-24T00:00:00Z",
                "2026-10-27T00:00:00Z",
                event("DTSTART;TZID=Europe/London:20261024T013000; RRULE:FREQ=DAILY;COUNT=3")))
        .containsExactly(
            "2026-10-24T00:30:00Z jazz", "2026-10-25T00:30:00Z jazz", "2026-10-26T01:30:00Z jazz");
  }

  @Test
  void aZoneThatTheFileDescribesIsUsed() throws IOException {
    String zone =
        """
        BEGIN:VTIMEZONE
        TZID:Our Own
        BEGIN:STANDARD
        DTSTART:16010101T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010101T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
        END:DAYLIGHT
        END:VTIMEZONE
        """;
    String series = event("DTSTART;TZID=Our Own:20260328T120000; RRULE:FREQ=DAILY;COUNT=2");
    for (String text : new String[] {zone + series, series + zone}) {
      assertThat(read("2026-03-25T00:00:00Z", "2026-04-05T00:00:00Z", text))
          .containsExactly("2026-03-28T11:00:00Z jazz", "2026-03-29T10:00:00Z jazz");
    }
    assertThat(
            read(
                "2026-10-20T00:00:00Z",
                "2026-11-01T00:00:00Z",
                zone + event("DTSTART;TZID=Our Own:20261024T120000; RRULE:FREQ=DAILY;COUNT=2")))
        .containsExactly("2026-10-24T10:00:00Z jazz", "2026-10-25T11:00:00Z jazz");
  }

  @Test
  void anOccurrenceThatWasMovedOrCancelledIsReplaced() throws IOException {
    assertThat(
            read(
                "2026-03-25T00:00:00Z",
                "2026-04-05T00:00:00Z",
                "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;TZID=Europe/London:20260330T140000\nDTSTART;TZID=Europe/London:20260330T180000\n"
                    + RECORDED.replace("jazz", "moved")
                    + "END:VEVENT\n",
                event("DTSTART;TZID=Europe/London:20260329T140000; RRULE:FREQ=DAILY;COUNT=3"),
                "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20260331T130000Z\nDTSTART:20260331T130000Z\nSTATUS:CANCELLED\n"
                    + RECORDED
                    + "END:VEVENT\n"))
        .containsExactly("2026-03-29T13:00:00Z jazz", "2026-03-30T17:00:00Z moved");
  }

  @Test
  void textsAreUnfoldedAndUnescapedAndAlarmsDoNotCount() throws IOException {
    String text =
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Caf\u00e9\\, two\r\nDTSTART:20260326T1400\r\n 00Z\r\n"
            + "DESCRIPTION:<b>PID</b>:&nbsp\\;ja\r\n zz<br>TYPE:\r\n\tRECORDED\r\n"
            + "BEGIN:VALARM\r\nDESCRIPTION:PID:alarm TYPE:LIVE\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    assertThat(readText("2026-03-25T00:00:00Z", "2026-04-05T00:00:00Z", text))
        .containsExactly("2026-03-26T14:00:00Z jazz");
    assertThat(reading.schedule().slots().get(0).title()).isEqualTo("Caf\u00e9, two");
  }

  @Test
  void theHtmlDescriptionCountsWhereThePlainOneNamesNothing() throws IOException {
    assertThat(
            read(
                "2026-03-25T00:00:00Z",
                "2026-04-05T00:00:00Z",
                "BEGIN:VEVENT\nDTSTART:20260326T140000Z\nDESCRIPTION:see there\nX-ALT-DESC;FMTTYPE=text/html:<html><head><title>PID</title></head><body><p>PID:jazz</p><p>TYPE:RECORDED</p></body></html>\nEND:VEVENT\n"))
        .containsExactly("2026-03-26T14:00:00Z jazz");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-NO:1",
        "DTSTART:noon",
        "DTSTART;TZID=Middle-earth/Shire:20260326T140000",
        "DTSTART:20260326T140000Z; RRULE:FREQ=SOMETIMES",
        "DTSTART:20260326T140000Z; RRULE:FREQ=DAILY;INTERVAL=99999999999",
        "DTSTART:20260326T140000Z; RRULE:FREQ=DAILY;BYDAY=XX",
        "DTSTART:19700101T000000Z; RRULE:FREQ=SECONDLY",
        "DTSTART:19700101T000000Z; RRULE:FREQ=MINUTELY;COUNT=90000000",
        "DTSTART:20260301T000000Z; RRULE:FREQ=SECONDLY;COUNT=2000000000",
        "DTSTART:20260326T140000Z; DTEND:20260326T130000Z",
        "DTSTART:20260326T140000Z; DURATION:sometime",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260326T140000Z; DTSTART:20260326T150000Z",
      })
  void oneBadEventIsReportedAndTheOthersCount(String lines) throws IOException {
    Assertions.assertTimeout(
        Patience.HANGS,
        () ->
            assertThat(
                    read(
                        "2026-03-25T00:00:00Z",
                        "2026-04-05T00:00:00Z",
                        event(lines).replace("jazz", "bad"),
                        event("DTSTART:20260328T140000Z").replace("UID:1", "UID:2")))
                .contains("2026-03-28T14:00:00Z jazz"));
    assertThat(reading.reports()).hasSize(1);
    assertThat(reading.reports().keySet().iterator().next()).startsWith("The event 'Show'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<html>Sign in</html>", "", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:2026"})
  void whatIsNoWholeCalendarIsRefused(String text) {
    assertThatThrownBy(() -> readText("2026-03-25T00:00:00Z", "2026-04-05T00:00:00Z", text))
        .isInstanceOf(CalendarException.class);
  }
}
