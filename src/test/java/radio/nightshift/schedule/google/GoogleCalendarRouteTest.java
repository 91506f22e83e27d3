package radio.nightshift.schedule.google;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Slot;
import radio.nightshift.schedule.CalendarTrouble;
import radio.nightshift.support.FakeGoogle;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.Station;

/** A schedule out of Google Calendar, read again and again. */
@Integration
class GoogleCalendarRouteTest {
  private static final String START = "2026-06-10T14:00:00+01:00";
  private static final String END = "2026-06-10T15:00:00+01:00";

  private final FakeGoogle google = new FakeGoogle();
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T08:00:00Z");

  @RegisterExtension
  final Station station =
      google.used(new Station().with(clock).with("station.zone", "Europe/London"));

  @Test
  void aGoogleCalendarBecomesTheScheduleAndIsKeptOnDisk() throws Exception {
    google
        .put("a", "My_Show-2", START, END)
        .put("b", "late", "2026-06-10T22:30:00Z", "2026-06-10T23:00:00Z");
    station.start();
    station.awaitSlots("my_show-2", "late");
    Awaitility.await().until(() -> Files.exists(station.path("schedule.csv")));
    assertThat(Files.readAllLines(station.path("schedule.csv")))
        .containsExactly(
            "\"2026-06-10T14:00:00+01:00\",\"2026-06-10T15:00:00+01:00\",\"my_show-2\",\"20260610_1400_my_show-2\",\"Show My_Show-2\"",
            "\"2026-06-10T23:30:00+01:00\",\"2026-06-11T00:00:00+01:00\",\"late\",\"20260610_2330_late\",\"Show late\"");
    assertThat(google.asked().get(0))
        .contains(
            "singleEvents=true",
            "timeMin=2026-06-09T23:00:00.000Z",
            "timeMax=2026-06-17T23:00:00.000Z",
            "maxResults=250")
        .contains("fields=")
        .doesNotContain("orderBy");
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void allPagesAreReadThenOnlyWhatChanges() throws Exception {
    google.pageSize(2);
    for (int i = 0; i < 5; i++) {
      google.put(
          "e" + i, "show" + i, "2026-06-11T1" + i + ":00:00Z", "2026-06-11T1" + i + ":30:00Z");
    }
    station.start();
    station.awaitSlots("show0", "show1", "show2", "show3", "show4");
    google.cancel("e1");
    google.put("e2", "other", "2026-06-11T12:00:00Z", "2026-06-11T12:30:00Z");
    station.awaitSlots("show0", "other", "show3", "show4");
    assertThat(google.asked().stream().filter(url -> !url.contains("syncToken")))
        .as("full readings are one, of three pages")
        .hasSize(3);
    google.forgetSyncTokens();
    google.awaitAsked(4);
    google.put("e9", "new", "2026-06-11T09:00:00Z", "2026-06-11T09:30:00Z");
    station.awaitSlots("new", "show0", "other", "show3", "show4");
    assertThat(station.log().of(Level.WARN, "alendar ")).isEmpty();
    google.asked().clear();
    clock.moveTo("2026-06-11T08:00:00Z");
    Awaitility.await("a full reading on the next day")
        .until(
            () -> google.asked().stream().anyMatch(url -> url.contains("timeMin=2026-06-10T23")));
  }

  @Test
  void aHalfReadPagingDoesNotReplaceTheSchedule() throws Exception {
    google.put("a", "jazz", START, END);
    station.start();
    station.awaitSlots("jazz");
    google.pageSize(1);
    google.put("b", "blues", "2026-06-10T16:00:00Z", "2026-06-10T17:00:00Z");
    station.awaitSlots("jazz", "blues");
    google.answerNext(aResponse().withBody("{\"items\":[],\"nextPageToken\":\"1\"}"));
    google.answerNext(aResponse().withStatus(500));
    google.awaitAsked(3);
    station.awaitSlots("jazz", "blues");
  }

  @Test
  void eventsThatAreNoSlotsAreReportedOnceEach() throws Exception {
    String times =
        "\"start\":{\"dateTime\":\"" + START + "\"},\"end\":{\"dateTime\":\"" + END + "\"}";
    google
        .put("1", "\"summary\":\"No pid\",\"description\":\"TYPE:RECORDED\"," + times)
        .put("2", "\"summary\":\"Live\",\"description\":\"PID:x TYPE:LIVE\"," + times)
        .put("3", "\"summary\":\"Nothing\"," + times)
        .put(
            "4",
            "\"summary\":\"All day\",\"description\":\"PID:x TYPE:RECORDED\",\"start\":{\"date\":\"2026-06-10\"},\"end\":{\"date\":\"2026-06-11\"}")
        .put(
            "5",
            "\"summary\":\"Bad\\n time\",\"description\":\"PID:x TYPE:RECORDED\",\"start\":{\"dateTime\":\"noon\"}")
        .put(
            "6",
            "\"summary\":\"Far\",\"description\":\"PID:x TYPE:RECORDED\",\"start\":{\"dateTime\":\"9999-12-31T23:00:00Z\"},\"end\":{\"dateTime\":\"9999-12-31T23:59:59Z\"}")
        .put("7", "good", "2026-06-10T16:00:00Z", "2026-06-10T17:00:00Z");
    station.start();
    station.awaitSlots("good");
    google.awaitAsked(3);
    assertThat(station.log().of(Level.WARN, "The event '"))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("'No pid' on 2026-06-10 14:00 has no PID; add"),
            line ->
                assertThat(line)
                    .contains("'Nothing' on 2026-06-10 14:00 has no TYPE:RECORDED; add"),
            line ->
                assertThat(line)
                    .contains("'All day' on 2026-06-10 00:00 is an all-day event; give"),
            line ->
                assertThat(line).contains("'Bad\\u000a time' has no start that can be read; set"));
    assertThat(station.log().of(Level.INFO, "'Live' on 2026-06-10 14:00 is of another type"))
        .hasSize(1);
    google.put("1", "\"summary\":\"Still no pid\",\"description\":\"TYPE:RECORDED\"," + times);
    Awaitility.await().until(() -> station.log().of(Level.WARN, "'Still no pid'").size() == 1);
  }

  @Test
  void aReadingOfAnyTimeLeavesTheStationAlone() throws Exception {
    google.put("a", "jazz", START, END);
    station.start();
    station.awaitSlots("jazz");
    google.put("z", "later", "2027-01-05T12:00:00Z", "2027-01-05T13:00:00Z");
    Exchange read = readNextYear();
    assertThat(read.getException()).isNull();
    assertThat(read.getMessage().getBody(Schedule.class).slots())
        .extracting(Slot::pid)
        .containsExactly("later");
    google.awaitAsked(3);
    station.awaitSlots("jazz");
    google.answerAlways(aResponse().withStatus(503));
    Exchange failed = readNextYear();
    assertThat(CalendarTrouble.inWords(failed.getException()))
        .hasMessage("Google Calendar answers 503");
  }

  private Exchange readNextYear() {
    return station.readSchedule(
        Instant.parse("2027-01-05T00:00:00Z"), Instant.parse("2027-01-06T00:00:00Z"));
  }
}
