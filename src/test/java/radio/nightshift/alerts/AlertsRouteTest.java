package radio.nightshift.alerts;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import radio.nightshift.support.Documents;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;
import radio.nightshift.support.UserRoutes;
import radio.nightshift.support.WebHooks;

/** Conditions reach people, by receivers of every kind. */
@Integration
class AlertsRouteTest {
  private static final String KEY = "/api/webhooks/1/s3cr3t-k3y";

  @TempDir Path files;
  @RegisterExtension final Station station = new Station();

  private WebHooks hooks;

  @BeforeEach
  void hooks() {
    hooks = new WebHooks();
    station.beside(hooks).with("playout.enabled", "false").with("alerts.name", "studio");
  }

  private void raise(String about, Severity severity, String text) {
    station.bean(Conditions.class).raise("ingest", about, severity, text);
  }

  private void awaitBodies(String path, int count) {
    Awaitility.await(count + " notices at " + path).until(() -> hooks.bodies(path).size() >= count);
  }

  private static JsonObject embed(String body) throws Exception {
    return (JsonObject) ((JsonArray) ((JsonObject) Jsoner.deserialize(body)).get("embeds")).get(0);
  }

  @Test
  void aConditionComesToDiscordOnceWhenItIsRaisedAndOnceWhenItIsOver() throws Exception {
    station.start("alerts.discord", hooks.address(KEY));
    raise("x", Severity.ERROR, "@everyone <@123> [a](https://evil) `b` is wrong; mend it");
    awaitBodies(KEY, 1);
    station.bean(Conditions.class).clear("ingest", "x", "It is in order");
    awaitBodies(KEY, 2);
    List<String> bodies = hooks.bodies(KEY);
    assertThat(bodies).hasSize(2);
    assertThat(embed(bodies.get(0)).getString("title"))
        .isEqualTo("\\[studio\\] error, new: ingest");
    assertThat(embed(bodies.get(0)).getString("description"))
        .isEqualTo(
            "\\@everyone \\<\\@123\\> \\[a\\]\\(https\\://evil\\) \\`b\\` is wrong; mend it.");
    assertThat(bodies.get(0)).contains("\"allowed_mentions\":{\"parse\":[]}");
    assertThat(embed(bodies.get(1)).getString("description")).startsWith("It is in order, after ");
  }

  @Test
  void slackIsSentPlainText() throws Exception {
    station.start("alerts.slack", hooks.address("/services/T/B/key"));
    raise("x", Severity.WARNING, "<!channel> & *bold* is wrong");
    awaitBodies("/services/T/B/key", 1);
    JsonObject json = (JsonObject) Jsoner.deserialize(hooks.bodies("/services/T/B/key").get(0));
    assertThat(json.getString("text")).contains("&lt;!channel&gt; &amp; *bold*");
    JsonObject section = (JsonObject) ((JsonArray) json.get("blocks")).get(0);
    assertThat((JsonObject) section.get("text"))
        .containsEntry("type", "plain_text")
        .containsEntry("text", "[studio] warning, new: ingest\n<!channel> & *bold* is wrong.");
  }

  @Test
  void aWebhookIsSentSignedJson() throws Exception {
    station.start(
        "alerts.webhook", hooks.address("/hook"), "alerts.webhook.secret", "the-s1gning-key");
    raise("x", Severity.CRITICAL, "'jäzz' is wrong; mend it");
    awaitBodies("/hook", 1);
    LoggedRequest request = hooks.requests("/hook").get(0);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("the-s1gning-key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    assertThat(request.getHeader("X-Nightshift-Signature"))
        .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(request.getBody())));
    JsonObject json = (JsonObject) Jsoner.deserialize(request.getBodyAsString());
    String documented = Documents.blocks("json").get(0).text();
    assertThat(json.keySet())
        .as("members, as docs/alerts.md has them")
        .isEqualTo(((JsonObject) Jsoner.deserialize(documented)).keySet());
    assertThat(json)
        .containsEntry("station", "studio")
        .containsEntry("kind", "raised")
        .containsEntry("severity", "critical")
        .containsEntry("room", "ingest")
        .containsEntry("about", "x")
        .containsEntry("words", "'jäzz' is wrong")
        .containsEntry("remedy", "mend it")
        .containsEntry("text", "'jäzz' is wrong; mend it.");
    assertThat(request.getHeader("Content-Type")).startsWith("application/json");
  }

  @Test
  void anEmailTellsIt() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    station.beside(server::stop);
    server.setUser("station@example.org", "p+a&s=s%20w#rd");
    server.start();
    station.start(
        "alerts.mail.to", "a@example.org, b@example.org",
        "alerts.mail.from", "station@example.org",
        "alerts.mail.host", "127.0.0.1",
        "alerts.mail.port", "" + server.getSmtp().getPort(),
        "alerts.mail.user", "station@example.org",
        "alerts.mail.password", "p+a&s=s%20w#rd",
        "alerts.mail.tls", "none");
    raise("x", Severity.ERROR, "'jäzz\r\nBcc: c@example.org' is wrong; mend it");
    Awaitility.await("the e-mail").until(() -> server.getReceivedMessages().length == 2);
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject()).startsWith("[studio] error, new: ingest: 'jäzz");
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("a@example.org", "b@example.org");
    assertThat("" + mail.getContent()).contains("is wrong; mend it.", "Station: studio");
    assertThat(jmx()).doesNotContain("p+a&s", "p%2Ba");
  }

  @Test
  void aProgramReadsItFromItsInput() throws Exception {
    Path out = files.resolve("out");
    Path program = files.resolve("tell me.sh");
    Files.writeString(program, "#!/bin/sh\ncat >> '%s'; echo \"$#\" >> '%s'\n".formatted(out, out));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    station.start("alerts.command", program.toString());
    raise("x", Severity.ERROR, "$(touch /tmp/x); `id` is wrong");
    Awaitility.await("what it was given").until(() -> Files.readString(out).endsWith("0\n"));
    assertThat(Files.readAllLines(out).get(0)).contains("\"words\":\"$(touch \\/tmp\\/x)");
  }

  @Test
  void aProgramThatFailsIsAConditionWithItsWords() throws Exception {
    Path program = files.resolve("fail");
    Files.writeString(program, "#!/bin/sh\necho 'no such pager' >&2; exit 3\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    station.start("alerts.command", program.toString());
    raise("x", Severity.ERROR, "it is wrong");
    awaitCondition("command", "alerts.command fails: no such pager");
  }

  private void awaitCondition(String receiver, String words) {
    Awaitility.await("the condition about " + receiver)
        .untilAsserted(
            () ->
                assertThat(station.bean(Conditions.class).find("alerts", receiver))
                    .hasValueSatisfying(one -> assertThat(one.text()).contains(words)));
  }

  static Stream<Arguments> refusals() {
    ResponseDefinitionBuilder html = aResponse().withStatus(503).withBody("<html>".repeat(50_000));
    return Stream.of(
        Arguments.of(aResponse().withStatus(404), "answers 404; it was deleted there"),
        Arguments.of(html, "answers 503; the fault is there"),
        Arguments.of(
            aResponse().withStatus(302).withHeader("Location", "/elsewhere"),
            "answers 302; redirections are not followed"),
        Arguments.of(aResponse().withFixedDelay(60_000), "does not answer in time"),
        Arguments.of(
            aResponse().withFault(Fault.EMPTY_RESPONSE), "ends the connection without an answer"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatAReceiverDoesNotTakeIsToldToTheOthers(ResponseDefinitionBuilder answer, String words)
      throws Exception {
    hooks.answer(KEY, answer);
    station.start("alerts.discord", hooks.address(KEY), "alerts.webhook", hooks.address("/hook"));
    raise("x", Severity.ERROR, "it is wrong");
    Awaitility.await("the trouble and the condition at the other receiver")
        .untilAsserted(
            () ->
                assertThat(hooks.bodies("/hook"))
                    .anyMatch(body -> body.contains("it is wrong"))
                    .anyMatch(body -> body.contains(words)));
    assertThat(hooks.requests("/elsewhere")).isEmpty();
    assertThat(station.log().all()).filteredOn(line -> line.contains(words)).hasSize(1);
    assertThat(station.log().all()).noneMatch(line -> line.contains("s3cr3t-k3y"));
    assertThat(hooks.bodies("/hook")).noneMatch(body -> body.contains("s3cr3t-k3y"));
    assertThat(jmx()).doesNotContain("s3cr3t-k3y");
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void anAnswerWithoutAnEndIsNotReadToIts() throws Exception {
    hooks.answer(
        KEY,
        aResponse()
            .withStatus(200)
            .withBody("x".repeat(3000))
            .withChunkedDribbleDelay(100, 60_000));
    station.start("alerts.discord", hooks.address(KEY));
    raise("x", Severity.ERROR, "one is wrong");
    raise("y", Severity.ERROR, "two is wrong");
    awaitBodies(KEY, 2);
  }

  @Test
  void aReceiverThatWantsToBeLeftAloneIsToldTheLastStateAfterwards() throws Exception {
    hooks.answer(KEY, aResponse().withStatus(429).withHeader("Retry-After", "8"));
    station.start("alerts.discord", hooks.address(KEY));
    raise("x", Severity.ERROR, "one is wrong");
    awaitCondition("discord", "answers 429");
    hooks.answer(KEY, aResponse().withStatus(204));
    for (int i = 0; i < 100; i++) {
      raise("x", Severity.ERROR, i + " are wrong");
    }
    raise("x", Severity.ERROR, "the last is wrong");
    awaitBodies(KEY, 2);
    List<LoggedRequest> requests = hooks.requests(KEY);
    assertThat(
            requests.get(1).getLoggedDate().getTime() - requests.get(0).getLoggedDate().getTime())
        .as("ms between the refusal and the next request")
        .isGreaterThanOrEqualTo(8000);
    assertThat(embed(requests.get(1).getBodyAsString()).getString("description"))
        .startsWith("the last is wrong. \\(101 earlier states of it were not told.\\)");
  }

  @Test
  void whatWaitsOverlivesARestartAndWhatWasToldIsNotToldAgain() throws Exception {
    hooks.answer("/late", aResponse().withStatus(503));
    station.start("alerts.discord", hooks.address(KEY), "alerts.webhook", hooks.address("/late"));
    // Its own room is off, and what that has raised is over at the next start.
    station.bean(Conditions.class).raise("station", "x", Severity.ERROR, "it is wrong");
    awaitBodies(KEY, 2);
    awaitCondition("webhook", "answers 503");
    hooks.answer("/late", aResponse().withStatus(204));
    station.start();
    Awaitility.await("what has waited")
        .until(
            () ->
                hooks.bodies("/late").stream().filter(b -> b.contains("it is wrong")).count() >= 2);
    assertThat(hooks.bodies(KEY)).filteredOn(body -> body.contains("it is wrong")).hasSize(1);
  }

  @Test
  void theExampleOfAReceiverOfOnesOwnTellsTelegram() throws Exception {
    String heading = "A receiver of your own";
    station
        .with(Documents.block(heading, "nightshift.properties").settings())
        .with("routes.telegram.token", "123:s3cr3t-k3y")
        .withRoutes(
            UserRoutes.in(files)
                .with(
                    Documents.block(heading, "telegram.camel.yaml"),
                    Map.of("https://api.telegram.org", hooks.address(""))))
        .start();
    raise("x", Severity.ERROR, "it \"is\" wrong");
    String path = "/bot123:s3cr3t-k3y/sendMessage";
    awaitBodies(path, 1);
    assertThat((JsonObject) Jsoner.deserialize(hooks.bodies(path).get(0)))
        .containsEntry("text", "[studio] error, new: ingest\nit \"is\" wrong.");
    hooks.answer(path, aResponse().withStatus(401));
    raise("y", Severity.ERROR, "another is wrong");
    awaitCondition("telegram", "answers 401");
    assertThat(station.log().all()).noneMatch(line -> line.contains("s3cr3t-k3y"));
    assertThat(jmx()).doesNotContain("s3cr3t-k3y");
  }

  @Test
  void tenThousandConditionsWithAReceiverThatRefusesStayBounded() throws Exception {
    hooks.answer(KEY, aResponse().withStatus(429).withHeader("Retry-After", "1"));
    station.start("alerts.discord", hooks.address(KEY));
    for (int i = 0; i < 10_000; i++) {
      raise("x" + i % 3000, Severity.WARNING, i + " is wrong");
    }
    raise("last", Severity.CRITICAL, "this is the worst");
    Path book = station.path("alerts", "discord.json");
    Awaitility.await("the list on disk")
        .until(() -> Files.exists(book) && Files.readString(book).contains("further conditions"));
    assertThat(Files.size(book)).isLessThan(10_000_000);
    hooks.answer(KEY, aResponse().withStatus(204));
    int refused = hooks.bodies(KEY).size();
    Awaitility.await("the first that is taken").until(() -> hooks.bodies(KEY).size() > refused + 2);
    assertThat(embed(hooks.bodies(KEY).get(refused)).getString("title"))
        .as("what is told first")
        .contains("critical");
  }

  /** All that JMX shows of the routes. */
  private String jmx() throws Exception {
    ManagedCamelContext managed =
        station.context().getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
    StringBuilder all = new StringBuilder(managed.getManagedCamelContext().dumpRoutesAsXml(true));
    for (Route route : station.context().getRoutes()) {
      all.append(managed.getManagedRoute(route.getId()).dumpRouteAsXml(true, true));
    }
    station.context().getEndpoints().forEach(one -> all.append(one.getEndpointUri()).append('\n'));
    return all.toString();
  }
}
