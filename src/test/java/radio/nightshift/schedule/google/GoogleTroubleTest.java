package radio.nightshift.schedule.google;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.programme.Slot;
import radio.nightshift.schedule.StationSchedule;
import radio.nightshift.support.FakeGoogle;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.Station;

/** Google Calendar away, and what is known of the schedule meanwhile. */
@Integration
class GoogleTroubleTest {
  private static final String START = "2026-06-10T14:00:00+01:00";
  private static final String END = "2026-06-10T15:00:00+01:00";

  private final FakeGoogle google = new FakeGoogle();
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T08:00:00Z");

  @RegisterExtension
  final Station station =
      google.used(new Station().with(clock).with("station.zone", "Europe/London"));

  @ParameterizedTest
  @ValueSource(
      strings = {"403", "429", "500", "503", "truncated", "reset", "garbage", "empty", "html"})
  void aCalendarThatIsAwayLeavesTheLastGoodScheduleAndCatchesUp(String how) throws Exception {
    google.put("a", "jazz", START, END);
    station.start();
    station.awaitSlots("jazz");
    google.answerAlways(FakeGoogle.trouble(how));
    google.put("b", "blues", "2026-06-10T16:00:00Z", "2026-06-10T17:00:00Z");
    Awaitility.await("the trouble is said")
        .until(
            () -> !station.log().of(Level.WARN, "The last good schedule stays in use").isEmpty());
    google.awaitAsked(3);
    assertThat(station.slots()).extracting(Slot::pid).containsExactly("jazz");
    assertThat(station.log().of(Level.WARN, "The last good schedule stays in use, 1 slots"))
        .hasSize(1);
    station.start();
    assertThat(station.slots()).extracting(Slot::pid).containsExactly("jazz");
    google.awaitAsked(3);
    assertThat(station.log().of(Level.WARN, "The last good schedule stays in use"))
        .as("what still holds after a restart is no news")
        .hasSize(1);
    google.answerAlways(null);
    station.awaitSlots("jazz", "blues");
    Awaitility.await("the end of the trouble is said")
        .until(() -> station.log().of(Level.INFO, "Google Calendar can be read again").size() == 1);
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void aServerThatHangsIsGivenUpAndAskedAgain() throws Exception {
    google.put("a", "jazz", START, END);
    google.answerNext(aResponse().withFixedDelay(600_000));
    station.start();
    Awaitility.await("the schedule after a server that hung")
        .untilAsserted(() -> assertThat(station.slots()).hasSize(1));
  }

  @Test
  void theHealthCheckTellsTheScheduleAndGoesDownWhenTheCalendarIsLongAway() throws Exception {
    google.put("a", "jazz", START, END);
    station.start();
    station.awaitSlots("jazz");
    google.answerAlways(aResponse().withStatus(503));
    Awaitility.await().until(() -> station.bean(StationSchedule.class).trouble().isPresent());
    assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
    clock.step(Duration.ofHours(7));
    assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
    assertThat(health().getDetails())
        .containsAllEntriesOf(
            Map.of("source", "Google Calendar", "slots", 1, "ageSeconds", 7 * 3600L));
    clock.step(Duration.ofDays(7));
    assertThat(station.slots()).hasSize(1);
    Awaitility.await("said again after a day")
        .until(() -> station.log().of(Level.WARN, "7 days old").size() == 1);
  }

  private HealthCheck.Result health() {
    Collection<HealthCheck.Result> all = HealthCheckHelper.invoke(station.context(), "full");
    Optional<HealthCheck.Result> ours =
        all.stream().filter(result -> result.getCheck().getId().equals("schedule")).findFirst();
    assertThat(ours).as("the check among %s", all).isPresent();
    return ours.get();
  }
}
