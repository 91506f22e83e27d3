package radio.nightshift.watchdog;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.condition.Conditions;
import radio.nightshift.support.CommandRun;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;
import radio.nightshift.support.WebHooks;

/** The watchdog's routes, with checks that need no encoder. */
@Integration
class WatchdogRouteTest {
  private static final String DISCORD = "/api/webhooks/1/key";

  @TempDir Path files;
  @RegisterExtension final Station station = new Station();

  private WebHooks web() {
    WebHooks web = new WebHooks();
    station
        .beside(web)
        .with("playout.enabled", "false")
        .with("alerts.discord", web.address(DISCORD))
        .with("watchdog.every", "1s")
        .with("watchdog.name", "studio");
    return web;
  }

  private static String playlist(int first) {
    StringBuilder list =
        new StringBuilder(
            "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:%d\n"
                .formatted(first));
    for (int i = first; i < first + 5; i++) {
      list.append("#EXTINF:4.0,\nsegment-%d.ts\n".formatted(i));
    }
    return list.toString();
  }

  @Test
  void aPlaylistIsJudgedAndDiscordIsToldHowAllChecksAre() throws Exception {
    WebHooks web = web();
    web.answer("/live.m3u8", aResponse().withBody(playlist(7)));
    station.start(
        "watchdog.checks", "segments, freshness",
        "watchdog.hls.folder", web.address("/live.m3u8"),
        "watchdog.report", "1s");
    Awaitility.await("Discord is told that all is well")
        .until(() -> web.bodies(DISCORD).stream().anyMatch(b -> b.contains("All checks pass")));
    assertThat(web.bodies(DISCORD))
        .as("what it is told")
        .anyMatch(body -> body.contains("TS File Count") && body.contains("HLS Old Files"));
    web.answer("/live.m3u8", aResponse().withStatus(404));
    Awaitility.await("both checks fail")
        .until(() -> station.bean(Watch.class).latest().stream().noneMatch(Observation::passed));
    String status =
        station
            .context()
            .createProducerTemplate()
            .requestBody("direct:watchdog-status", "", String.class);
    assertThat(status)
        .contains("\"name\":\"studio\"", "\"label\":\"TS File Count\"", "the server answers 404");
  }

  @Test
  void aBackupThatIsAProgramIsStartedAndStoppedOnce() throws Exception {
    web();
    Path log = files.resolve("log");
    Path up = files.resolve("up");
    Path program = files.resolve("backup");
    Files.writeString(
        program,
        """
        #!/bin/sh
        case $1 in
          start) echo start >> '%s'; touch '%s';;
          stop) echo stop >> '%s'; rm '%s';;
          state) [ -e '%s' ] || exit 3;;
        esac
        """
            .formatted(log, up, log, up, up));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path hls = files.resolve("hls");
    station.start(
        "watchdog.checks", "segments, freshness",
        "watchdog.hls.folder", "" + hls,
        "watchdog.wait", "2s",
        "watchdog.well-for", "2s",
        "watchdog.backup.command", "" + program);
    Awaitility.await("a start").until(() -> Files.exists(up));
    Files.createDirectories(hls);
    Awaitility.await("a stop").until(() -> Files.readString(log).contains("stop"));
    Awaitility.await("all is over")
        .untilAsserted(
            () ->
                assertThat(station.bean(Conditions.class).all())
                    .filteredOn(one -> one.room().equals("watchdog"))
                    .isEmpty());
    assertThat(Files.readAllLines(log)).containsExactly("start", "stop");
  }

  @Test
  void nothingCountsOutsideTheHours() throws Exception {
    web();
    station.start(
        "watchdog.checks", "segments",
        "watchdog.hls.folder", "/nothing/here",
        "watchdog.hours", "Mo 00:00-00:01",
        "watchdog.failing", "1",
        "watchdog.wait", "0s");
    Awaitility.await("some rounds")
        .pollDelay(Duration.ofSeconds(3))
        .until(() -> station.context().isStarted());
    assertThat(station.bean(Watch.class).latest()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "watchdog.checks=icecast, Icecast | give names of a-z, 0-9 and -",
        "watchdog.every=0s | watchdog.every is '0s'; give a duration from 1s to 1h",
        "watchdog.cpu-below=200% | watchdog.cpu-below is '200%'; give a percentage from 0% to 100%",
        "watchdog.process= | watchdog.process is not set",
        "watchdog.icecast.url=http://admin:s3cr3t@icecast/ | without a login",
        "watchdog.hours=always | give days and hours, such as Mo-Fr 06:00-24:00",
        "watchdog.primary=liquidsoap | give nightshift, or nothing",
        "watchdog.backup.instance=my-instance | give an instance's id, such as i-0123456789abcdef0",
        "watchdog.backup.webhook=not-an-address-s3cr3t | watchdog.backup.webhook is no web address",
        "watchdog.labels=icecast | give name: label with commas",
        "watchdog.well=cpu, freshnes | watchdog.well is 'freshnes'; give names of checks",
        "watchdog.backup.mount=/backup.mp3 | so set watchdog.icecast.mount to the encoder's",
        "watchdog.well=silence | so the backup could never be stopped",
      })
  void aWrongSettingIsRefused(String setting, String words) throws Exception {
    Properties settings = new Properties();
    settings.setProperty("station.home", "" + files.resolve("home"));
    settings.setProperty("playout.enabled", "false");
    settings.setProperty("watchdog.checks", "icecast, cpu");
    settings.setProperty("watchdog.backup.command", "/bin/true");
    String name = setting.substring(0, setting.indexOf('='));
    if (name.startsWith("watchdog.backup.")) {
      settings.remove("watchdog.backup.command");
    }
    settings.setProperty(name, setting.substring(name.length() + 1));
    CommandRun run = CommandRun.with(settings, files.resolve("settings"), "check");
    assertThat(run.err()).contains(words);
    assertThat(run.code()).as("exit code; it printed %s", run.out()).isEqualTo(2);
    assertThat(run.err()).doesNotContain("s3cr3t");
  }

  @Test
  void aWatchdogHasOneBackup() throws Exception {
    Properties settings = new Properties();
    settings.setProperty("station.home", "" + files.resolve("home"));
    settings.setProperty("playout.enabled", "false");
    settings.setProperty("watchdog.checks", "cpu");
    settings.setProperty("watchdog.backup.command", "/bin/true");
    settings.setProperty("watchdog.backup.instance", "i-0123456789abcdef0");
    CommandRun run = CommandRun.with(settings, files.resolve("settings"), "check");
    assertThat(List.of(run.err()))
        .singleElement()
        .asString()
        .contains(
            "watchdog.backup.instance and watchdog.backup.command are set; a watchdog has one backup.");
    assertThat(run.code()).isEqualTo(2);
  }
}
