package radio.nightshift.watchdog;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.condition.Conditions;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.Patience;
import radio.nightshift.watchdog.Standing.Phase;

/** A web address is told to start and stop the backup; whatever it answers the watchdog goes on. */
@Integration
class WebhookBackupTest {
  private static final String KEY = "/hooks/s3cr3t-0123456789";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path home;

  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

  @BeforeEach
  void start() {
    server.start();
    answers(aResponse().withStatus(204));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void itIsToldToStartAndToStop() throws Exception {
    WebhookBackup own = process(LIMIT);
    assertThat(own.look().phase()).isEqualTo(Phase.UNKNOWN);
    assertThat(own.look().ours()).isFalse();
    own.stop();
    assertThat(told("stop")).as("stops of what we did not start").isZero();
    own.start();
    assertThat(process(LIMIT).look().ours()).as("ours after a restart").isTrue();
    process(LIMIT).stop();
    assertThat(told("start")).isEqualTo(1);
    assertThat(told("stop")).isEqualTo(1);
    assertThat(process(LIMIT).look().ours()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "302, true, redirections are not followed",
    "400, true, correct the address",
    "403, true, make a new address",
    "404, true, it was deleted there",
    "429, false, it is tried again",
    "503, false, it is tried again",
  })
  void anAnswerThatIsNoSuccessIsSaid(int status, boolean isLasting, String words) {
    answers(aResponse().withStatus(status).withHeader("Location", server.baseUrl() + "/other"));
    BackupException trouble = failure(process(LIMIT)::start);
    assertThat(trouble)
        .hasMessageContaining("answers " + status)
        .hasMessageContaining(words)
        .hasMessageNotContaining("s3cr3t");
    assertThat(trouble.isLasting()).as(trouble.getMessage()).isEqualTo(isLasting);
    assertThat(process(LIMIT).look().ours())
        .as("started perhaps, after " + status)
        .isEqualTo(!isLasting);
    server.verify(0, postRequestedFor(urlEqualTo("/other")));
  }

  @Test
  void aWebPageIsNoAnswer() {
    answers(aResponse().withBody("\n<!DOCTYPE HTML><title>Login</title>" + "x".repeat(300_000)));
    assertThat(failure(process(LIMIT)::start)).hasMessageContaining("answers with a web page");
  }

  @Test
  void ofAHugeAnswerTheBeginningIsEnough() throws Exception {
    answers(aResponse().withBody("ok".repeat(1_500_000)).withChunkedDribbleDelay(2000, 3_600_000));
    assertTimeoutPreemptively(Patience.HANGS, () -> process(Duration.ofHours(1)).start());
    assertThat(told("start")).isEqualTo(1);
  }

  @Test
  void anAnswerThatNeverComesIsNotWaitedFor() {
    answers(aResponse().withFixedDelay(3_600_000));
    BackupException trouble = failure(process(Duration.ofSeconds(1))::start);
    assertThat(trouble).hasMessageContaining("has not answered within 1 s");
    assertThat(trouble.isLasting()).isFalse();
    assertThat(process(LIMIT).look().ours()).as("it may have started").isTrue();
  }

  @Test
  void aHostThatIsAwayIsSaidByStartAndCheck() throws Exception {
    assertThat(process(LIMIT).probe()).contains("127.0.0.1 is reached");
    assertThat(server.countRequestsMatching(postRequestedFor(anyUrl()).build()).getCount())
        .isZero();
    WebhookBackup own = process(LIMIT);
    server.stop();
    BackupException trouble = failure(own::start);
    assertThat(trouble)
        .hasMessageContaining("accepts no connection; see to it")
        .hasMessageNotContaining("s3cr3t");
    assertThat(catchThrowableOfType(Exception.class, own::probe))
        .hasMessageContaining("accepts no connection");
  }

  private void answers(ResponseDefinitionBuilder answer) {
    server.stubFor(post(urlEqualTo(KEY)).willReturn(answer));
  }

  private int told(String action) {
    return server
        .findAll(
            postRequestedFor(urlEqualTo(KEY))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(
                    equalToJson(
                        "{\"action\":\"%s\",\"watchdog\":\"first \\\"one\\\"\"}"
                            .formatted(action))))
        .size();
  }

  private WebhookBackup process(Duration limit) {
    URI address = URI.create("http://127.0.0.1:" + server.port() + KEY);
    StartNote note =
        new StartNote(
            home.resolve("watchdog/backup"),
            "webhook",
            Duration.ZERO,
            Conditions.unkept(MovableClock.running()));
    return new WebhookBackup(new WebhookRequests(address, "first \"one\"", limit), note);
  }

  private static BackupException failure(ThrowingCallable call) {
    return catchThrowableOfType(BackupException.class, call);
  }
}
