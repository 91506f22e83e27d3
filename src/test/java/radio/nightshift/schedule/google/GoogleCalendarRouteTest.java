package radio.nightshift.schedule.google;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Slot;
import radio.nightshift.schedule.CalendarTrouble;
import radio.nightshift.schedule.ScheduledStation;
import radio.nightshift.settings.SettingException;
import radio.nightshift.support.FakeGoogle;
import radio.nightshift.support.MovableClock;

class GoogleCalendarRouteTest extends ScheduledStation {
  private static final String START = "2026-06-10T14:00:00+01:00";
  private static final String END = "2026-06-10T15:00:00+01:00";

  private final FakeGoogle google = new FakeGoogle();

  @AfterEach
  void closeGoogle() {
    google.close();
  }

  private void startWithGoogle() throws Exception {
    Path key = files.resolve("key.json");
    start(
        "schedule.google.calendar",
        "station@example.org",
        "schedule.google.root-url",
        google.rootUrl(),
        "schedule.google.service-account",
        "" + (Files.exists(key) ? key : google.serviceAccount(key)));
  }

  private void awaitPolls(int more) {
    int before = google.asked().size();
    Awaitility.await("polls").until(() -> google.asked().size() >= before + more);
  }

  @Test
  void aGoogleCalendarBecomesTheScheduleAndIsKeptOnDisk() throws Exception {
    google
        .put("a", "My_Show-2", START, END)
        .put("b", "late", "2026-06-10T22:30:00Z", "2026-06-10T23:00:00Z");
    startWithGoogle();
    awaitPids("my_show-2", "late");
    Awaitility.await().until(() -> Files.exists(home.resolve("schedule.csv")));
    assertThat(Files.readAllLines(home.resolve("schedule.csv")))
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
    startWithGoogle();
    awaitPids("show0", "show1", "show2", "show3", "show4");
    google.cancel("e1");
    google.put("e2", "other", "2026-06-11T12:00:00Z", "2026-06-11T12:30:00Z");
    awaitPids("show0", "other", "show3", "show4");
    assertThat(google.asked().stream().filter(url -> !url.contains("syncToken")))
        .as("full readings are one, of three pages")
        .hasSize(3);
    google.forgetSyncTokens();
    awaitPolls(4);
    google.put("e9", "new", "2026-06-11T09:00:00Z", "2026-06-11T09:30:00Z");
    awaitPids("new", "show0", "other", "show3", "show4");
    assertThat(log.of(Level.WARN, "alendar ")).isEmpty();
    google.asked().clear();
    clock.moveTo("2026-06-11T08:00:00Z");
    Awaitility.await("a full reading on the next day")
        .until(
            () -> google.asked().stream().anyMatch(url -> url.contains("timeMin=2026-06-10T23")));
  }

  @Test
  void aRefusedAccessTokenIsRefreshedOnce() throws Exception {
    google.put("a", "jazz", START, END);
    startWithGoogle();
    awaitPids("jazz");
    google.accept("withdrawn");
    google.put("b", "blues", "2026-06-10T16:00:00Z", END);
    awaitPids("jazz", "blues");
    assertThat(google.tokenRequests()).hasSize(2);
    assertThat(log.of(Level.WARN, "cannot")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"403", "429", "500", "503", "truncated", "reset", "garbage", "empty", "html"})
  void aCalendarThatIsAwayLeavesTheLastGoodScheduleAndCatchesUp(String how) throws Exception {
    google.put("a", "jazz", START, END);
    startWithGoogle();
    awaitPids("jazz");
    google.answerAlways(trouble(how));
    google.put("b", "blues", "2026-06-10T16:00:00Z", "2026-06-10T17:00:00Z");
    Awaitility.await("the trouble is said")
        .until(() -> !log.of(Level.WARN, "The last good schedule stays in use").isEmpty());
    awaitPolls(3);
    assertThat(schedule().current().slots()).extracting(Slot::pid).containsExactly("jazz");
    assertThat(log.of(Level.WARN, "The last good schedule stays in use, 1 slots")).hasSize(1);
    station.close();
    startWithGoogle();
    assertThat(schedule().current().slots()).extracting(Slot::pid).containsExactly("jazz");
    Awaitility.await("the trouble is said after a restart")
        .until(() -> log.of(Level.WARN, "The last good schedule stays in use").size() == 2);
    google.answerAlways(null);
    awaitPids("jazz", "blues");
    Awaitility.await("the end of the trouble is said")
        .until(() -> log.of(Level.INFO, "Google Calendar can be read again").size() == 1);
    assertThat(station.deadLetters()).isEmpty();
  }

  private static ResponseDefinitionBuilder trouble(String how) {
    return switch (how) {
      case "403" ->
          aResponse()
              .withStatus(403)
              .withBody(
                  "{\"error\":{\"errors\":[{\"reason\":\"rateLimitExceeded\"}],\"code\":403}}");
      case "truncated" -> aResponse().withBody("{\"items\":[{\"id\":\"x\",\"summ");
      case "reset" -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
      case "garbage" -> aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE);
      case "empty" -> aResponse().withBody("{}");
      case "html" ->
          aResponse().withHeader("Content-Type", "text/html").withBody("<html>Sign in</html>");
      default -> aResponse().withStatus(Integer.parseInt(how)).withBody("no");
    };
  }

  @Test
  void aHalfReadPagingDoesNotReplaceTheSchedule() throws Exception {
    google.put("a", "jazz", START, END);
    startWithGoogle();
    awaitPids("jazz");
    google.pageSize(1);
    google.put("b", "blues", "2026-06-10T16:00:00Z", "2026-06-10T17:00:00Z");
    awaitPids("jazz", "blues");
    google.answerNext(aResponse().withBody("{\"items\":[],\"nextPageToken\":\"1\"}"));
    google.answerNext(aResponse().withStatus(500));
    awaitPolls(3);
    awaitPids("jazz", "blues");
  }

  @Test
  void aServerThatHangsIsGivenUpAndAskedAgain() throws Exception {
    google.put("a", "jazz", START, END);
    google.answerNext(aResponse().withFixedDelay(60_000));
    startWithGoogle();
    Awaitility.await("the schedule after a server that hung")
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(() -> assertThat(schedule().current().slots()).hasSize(1));
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
    startWithGoogle();
    awaitPids("good");
    awaitPolls(3);
    assertThat(log.of(Level.WARN, "The event '"))
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
    assertThat(log.of(Level.INFO, "'Live' on 2026-06-10 14:00 is of another type")).hasSize(1);
    google.put("1", "\"summary\":\"Still no pid\",\"description\":\"TYPE:RECORDED\"," + times);
    Awaitility.await().until(() -> log.of(Level.WARN, "'Still no pid'").size() == 1);
  }

  @Test
  void aReadingOfAnyTimeLeavesTheStationAlone() throws Exception {
    google.put("a", "jazz", START, END);
    startWithGoogle();
    awaitPids("jazz");
    google.put("z", "later", "2027-01-05T12:00:00Z", "2027-01-05T13:00:00Z");
    Exchange read = readNextYear();
    assertThat(read.getException()).isNull();
    assertThat(read.getMessage().getBody(Schedule.class).slots())
        .extracting(Slot::pid)
        .containsExactly("later");
    awaitPolls(3);
    awaitPids("jazz");
    google.answerAlways(aResponse().withStatus(503));
    Exchange failed = readNextYear();
    assertThat(CalendarTrouble.inWords(failed.getException()))
        .hasMessage("Google Calendar answers 503");
  }

  private Exchange readNextYear() {
    return station
        .context()
        .createProducerTemplate()
        .request(
            "direct:schedule-read",
            exchange -> {
              exchange.setProperty("from", Instant.parse("2027-01-05T00:00:00Z"));
              exchange.setProperty("to", Instant.parse("2027-01-06T00:00:00Z"));
            });
  }

  @Test
  void theHealthCheckTellsTheScheduleAndGoesDownWhenTheCalendarIsLongAway() throws Exception {
    google.put("a", "jazz", START, END);
    startWithGoogle();
    awaitPids("jazz");
    google.answerAlways(aResponse().withStatus(503));
    Awaitility.await().until(() -> schedule().trouble().isPresent());
    assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
    clock.step(Duration.ofHours(7));
    assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
    assertThat(health().getDetails())
        .containsAllEntriesOf(
            Map.of("source", "Google Calendar", "slots", 1, "ageSeconds", 7 * 3600L));
    clock.step(Duration.ofDays(7));
    assertThat(schedule().current().slots()).hasSize(1);
    Awaitility.await("said again after a day")
        .until(() -> log.of(Level.WARN, "7 days old").size() == 1);
  }

  private HealthCheck.Result health() {
    Collection<HealthCheck.Result> all = HealthCheckHelper.invoke(station.context(), "full");
    Optional<HealthCheck.Result> ours =
        all.stream().filter(result -> result.getCheck().getId().equals("schedule")).findFirst();
    assertThat(ours).as("the check among %s", all).isPresent();
    return ours.get();
  }

  @Test
  void aCalendarWithoutALoginStopsTheStartAndSaysWhatIsMissing() {
    assertThatThrownBy(
            () ->
                start(
                    "schedule.google.calendar",
                    "station@example.org",
                    "schedule.google.root-url",
                    google.rootUrl()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("schedule.google.service-account");
    assertThat(google.asked()).isEmpty();
  }

  @Test
  void aRefreshedTokenGoesBackToItsFileAndAValidOneIsUsedAsItIs() throws Exception {
    // The library that keeps the token goes by the system's clock.
    clock = MovableClock.running();
    google
        .accept("first-secret")
        .put("a", "jazz", "" + clock.instant(), "" + clock.instant().plusSeconds(3600));
    Path token = files.resolve("token.json");
    writeToken(token, "first-secret", clock.instant().plusSeconds(3600));
    startWithToken(token);
    awaitPids("jazz");
    assertThat(google.tokenRequests()).as("refreshed though valid").isEmpty();
    String kept = Files.readString(token);
    google.accept("other");
    awaitPolls(2);
    Awaitility.await().until(() -> !Files.readString(token).equals(kept));
    assertThat(Files.readString(token))
        .contains(
            "\"token\"", "access-secret-1", "refresh-secret", "calendar.readonly", "\"expiry\"");
    assertThat(Files.getPosixFilePermissions(token)).hasSize(2);
    assertThat(google.tokenRequests()).hasSize(1);
    google.accept("other");
    google.answerNextToken(aResponse().withStatus(400).withBody("{\"error\":\"invalid_grant\"}"));
    Awaitility.await()
        .until(
            () ->
                !log.of(Level.WARN, "no longer takes the calendar's login (invalid_grant)")
                    .isEmpty());
  }

  private void writeToken(Path token, String access, Instant expiry) throws IOException {
    Files.writeString(
        token,
        """
        {"token":"%s","refresh_token":"refresh-secret","token_uri":"%stoken","client_id":"id",
         "client_secret":"client-secret","scopes":["https://www.googleapis.com/auth/calendar.readonly"],
         "universe_domain":"googleapis.com","account":"","expiry":"%s"}"""
            .formatted(access, google.rootUrl(), expiry));
  }

  private void startWithToken(Path token) throws Exception {
    Path client =
        Files.writeString(
            files.resolve("client.json"),
            "{\"installed\":{\"client_id\":\"id\",\"client_secret\":\"client-secret\"}}");
    start(
        "schedule.google.calendar",
        "station@example.org",
        "schedule.google.root-url",
        google.rootUrl(),
        "schedule.google.credentials",
        "" + client,
        "schedule.google.token",
        "" + token);
  }

  @Test
  void noSecretIsLoggedAtAnyLevel() throws Exception {
    google.put("a", "jazz", START, END);
    Path token = files.resolve("token.json");
    writeToken(token, "first-secret", Instant.EPOCH);
    Path client =
        Files.writeString(
            files.resolve("client.json"),
            "{\"installed\":{\"client_id\":\"id\",\"client_secret\":\"client-secret\"}}");
    start(
        "log.level",
        "TRACE",
        "schedule.google.calendar",
        "station@example.org",
        "schedule.google.root-url",
        google.rootUrl(),
        "schedule.google.credentials",
        "" + client,
        "schedule.google.token",
        "" + token);
    awaitPids("jazz");
    for (String how : List.of("500", "garbage", "reset", "401")) {
      google.answerAlways(trouble(how));
      awaitPolls(2);
    }
    google.answerAlways(null);
    google.accept("other");
    google.answerNextToken(aResponse().withStatus(500).withBody("refresh-secret client-secret"));
    awaitPolls(3);
    assertThat(log.all()).isNotEmpty().noneMatch(line -> line.contains("-secret"));
  }
}
