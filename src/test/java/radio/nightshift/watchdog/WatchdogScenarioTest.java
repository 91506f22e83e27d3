package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Conditions;
import radio.nightshift.support.FakeEc2;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MariaDbServer;
import radio.nightshift.support.Station;
import radio.nightshift.support.WebHooks;

/**
 * The old system's own scenario: a Liquidsoap that streams to an Icecast and writes HLS is watched,
 * a backup on EC2 is brought up in its place and taken down again, Discord is told, and each check
 * is noted in MariaDB. Times are short.
 */
@Integration
class WatchdogScenarioTest {
  private static final String INSTANCE = "i-0123456789abcdef0";
  private static final String DISCORD = "/api/webhooks/1/key";

  @TempDir Path files;
  @RegisterExtension final Station station = new Station();

  private IcecastServer icecast;
  private MariaDbServer database;
  private FakeEc2 ec2;
  private WebHooks hooks;
  private LiquidsoapEncoder encoder;

  @BeforeEach
  void surroundings() throws Exception {
    icecast = IcecastServer.start();
    station.beside(icecast);
    database = MariaDbServer.start();
    station.beside(database);
    ec2 = FakeEc2.start();
    station.beside(ec2);
    ec2.instance(INSTANCE, "stopped");
    hooks = new WebHooks();
    station.beside(hooks);
    encoder = new LiquidsoapEncoder(icecast, files);
    station.beside(encoder);
    encoder.start();
    station
        .with("playout.enabled", "false")
        .with("watchdog.checks", "icecast, cpu, segments, freshness, silence")
        .with("watchdog.every", "2s")
        .with("watchdog.wait", "5s")
        .with("watchdog.well-for", "6s")
        .with("watchdog.name", "studio")
        .with("watchdog.icecast.url", "" + icecast.mount("/admin/stats"))
        .with("watchdog.icecast.password", IcecastServer.PASSWORD)
        .with("watchdog.icecast.mount", "/live.mp3")
        .with("watchdog.process", "" + encoder.pidFile())
        .with("watchdog.cpu-below", "0.2%")
        .with("watchdog.hls.folder", "" + encoder.hls())
        .with("watchdog.hls.oldest", "10s")
        .with("watchdog.silence.url", "" + icecast.mount("/live.mp3"))
        .with("watchdog.silence.for", "5s")
        .with("watchdog.backup.instance", INSTANCE)
        .with("aws.endpoint", ec2.endpoint())
        .with("aws.region", "eu-west-2")
        .with("watchdog.store.url", database.url())
        .with("watchdog.store.user", MariaDbServer.USER)
        .with("watchdog.store.password", MariaDbServer.PASSWORD)
        .with("alerts.name", "studio")
        .with("alerts.per-minute", "100")
        .with("alerts.discord", hooks.address(DISCORD));
  }

  private void startAndAwaitAllWell(String... settings) throws Exception {
    station.start(settings);
    Awaitility.await("all checks pass")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(station.bean(Watch.class).latest())
                    .hasSize(5)
                    .allSatisfy(one -> assertThat(one.passed()).as("" + one).isTrue()));
  }

  private int starts() {
    return ec2.requests("StartInstances").size();
  }

  private int stops() {
    return ec2.requests("StopInstances").size();
  }

  private void awaitStart() {
    Awaitility.await("the backup is started")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(starts()).as(conditions()).isEqualTo(1));
  }

  private void awaitStop() {
    Awaitility.await("the backup is stopped")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(stops()).as(conditions()).isEqualTo(1));
  }

  private void awaitFailing(String... checks) {
    Awaitility.await(List.of(checks) + " fail")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(station.bean(Watch.class).latest())
                    .filteredOn(one -> !one.passed())
                    .extracting(Observation::check)
                    .contains(checks));
  }

  private String conditions() {
    return station.bean(Conditions.class).all().stream()
        .map(Condition::text)
        .collect(Collectors.joining("; "));
  }

  private void awaitWatching() {
    Awaitility.await("the encoder is watched as before")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(station.bean(Watch.class).stage())
                    .as(conditions())
                    .isEqualTo(State.Stage.WATCHING));
  }

  @Test
  void anEncoderThatIsKilledIsReplacedOnceAndTheBackupIsStoppedOnceItIsBack() throws Exception {
    startAndAwaitAllWell();
    encoder.kill();
    awaitStart();
    assertThat(ec2.tags(INSTANCE)).containsEntry("nightshift:started-by", "studio");
    Awaitility.await("the warning")
        .untilAsserted(
            () ->
                assertThat(hooks.bodies(DISCORD))
                    .anyMatch(
                        body ->
                            body.contains(
                                "Warning: 2 or more parameters are in a failed state. Bringing up the backup instance.")));
    encoder.start();
    awaitStop();
    awaitWatching();
    assertThat(List.of(starts(), stops())).as("starts and stops").containsExactly(1, 1);
    assertThat(hooks.bodies(DISCORD))
        .as("what Discord was told first")
        .anyMatch(body -> body.contains("The monitoring bot has restarted at "));
    List<String> rows =
        database.query("SELECT DISTINCT CONCAT(parameter, ' ', status) FROM monitoring_logs");
    assertThat(rows)
        .contains(
            "Icecast Sources pass",
            "Icecast Sources fail",
            "Liquidsoap CPU pass",
            "Liquidsoap CPU fail",
            "TS File Count pass",
            "HLS Old Files pass",
            "Silence pass");
  }

  @Test
  void anEncoderThatIsStoppedIsReplacedOnce() throws Exception {
    startAndAwaitAllWell();
    encoder.signal("STOP");
    awaitStart();
    encoder.signal("CONT");
    awaitStop();
    awaitWatching();
    assertThat(List.of(starts(), stops())).as("starts and stops").containsExactly(1, 1);
  }

  @Test
  void anIcecastThatIsGoneStartsTheBackupOnce() throws Exception {
    startAndAwaitAllWell("watchdog.well-for", "1h");
    icecast.kill();
    awaitFailing("icecast", "silence");
    awaitStart();
    assertThat(stops()).as("stops").isZero();
  }

  @Test
  void silenceAloneIsToldAndStartsNothingUnlessOneCheckIsEnough() throws Exception {
    startAndAwaitAllWell();
    encoder.mute();
    awaitFailing("silence");
    Awaitility.await("Discord is told of it")
        .untilAsserted(
            () ->
                assertThat(hooks.bodies(DISCORD))
                    .anyMatch(body -> body.contains("The check silence fails")));
    assertThat(starts()).as("starts").isZero();
    station.start("watchdog.failing", "1", "watchdog.well-for", "1h");
    awaitStart();
  }

  @Test
  void segmentsThatComeNoMoreAreToldAndStartNothing() throws Exception {
    startAndAwaitAllWell();
    encoder.stopHls();
    awaitFailing("freshness");
    Awaitility.await("it is a condition")
        .untilAsserted(() -> assertThat(conditions()).contains("The check freshness fails"));
    assertThat(starts()).as("starts").isZero();
    assertThat(Files.exists(encoder.hls())).isTrue();
  }
}
