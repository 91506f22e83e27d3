package radio.nightshift.schedule.google;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.settings.SettingException;
import radio.nightshift.support.FakeGoogle;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.Station;

/** The login at Google: tokens that end, and what is kept of them. */
@Integration
class GoogleLoginTest {
  private static final String START = "2026-06-10T14:00:00+01:00";
  private static final String END = "2026-06-10T15:00:00+01:00";

  private final FakeGoogle google = new FakeGoogle();
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T08:00:00Z");

  @TempDir Path files;

  @RegisterExtension
  final Station station =
      google.used(new Station().with(clock).with("station.zone", "Europe/London"));

  @Test
  void aRefusedAccessTokenIsRefreshedOnce() throws Exception {
    google.put("a", "jazz", START, END);
    station.start();
    station.awaitSlots("jazz");
    google.accept("withdrawn");
    google.put("b", "blues", "2026-06-10T16:00:00Z", END);
    station.awaitSlots("jazz", "blues");
    assertThat(google.tokenRequests()).hasSize(2);
    assertThat(station.log().of(Level.WARN, "cannot")).isEmpty();
  }

  @Test
  void aCalendarWithoutALoginStopsTheStartAndSaysWhatIsMissing() {
    station.without("schedule.google.service-account");
    assertThatThrownBy(station::start)
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("schedule.google.service-account");
    assertThat(google.asked()).isEmpty();
  }

  @Test
  void aRefreshedTokenGoesBackToItsFileAndAValidOneIsUsedAsItIs() throws Exception {
    // The library that keeps the token goes by the system's clock.
    MovableClock clock = MovableClock.running();
    station.with(clock);
    google
        .accept("first-secret")
        .put("a", "jazz", "" + clock.instant(), "" + clock.instant().plusSeconds(3600));
    Path token = files.resolve("token.json");
    writeToken(token, "first-secret", clock.instant().plusSeconds(3600));
    startWithToken(token);
    station.awaitSlots("jazz");
    assertThat(google.tokenRequests()).as("refreshed though valid").isEmpty();
    String kept = Files.readString(token);
    google.accept("other");
    google.awaitAsked(2);
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
                !station
                    .log()
                    .of(Level.WARN, "no longer takes the calendar's login (invalid_grant)")
                    .isEmpty());
  }

  @Test
  void noSecretIsLoggedAtAnyLevel() throws Exception {
    google.put("a", "jazz", START, END);
    Path token = files.resolve("token.json");
    writeToken(token, "first-secret", Instant.EPOCH);
    startWithToken(token, "log.level", "TRACE");
    station.awaitSlots("jazz");
    for (String how : List.of("500", "garbage", "reset", "401")) {
      google.answerAlways(FakeGoogle.trouble(how));
      google.awaitAsked(2);
    }
    google.answerAlways(null);
    google.accept("other");
    google.answerNextToken(aResponse().withStatus(500).withBody("refresh-secret client-secret"));
    google.awaitAsked(3);
    assertThat(station.log().all()).isNotEmpty().noneMatch(line -> line.contains("-secret"));
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

  private void startWithToken(Path token, String... settings) throws Exception {
    Path client =
        Files.writeString(
            files.resolve("client.json"),
            "{\"installed\":{\"client_id\":\"id\",\"client_secret\":\"client-secret\"}}");
    station
        .without("schedule.google.service-account")
        .with("schedule.google.credentials", client.toString())
        .with("schedule.google.token", token.toString())
        .start(settings);
  }
}
