package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import radio.nightshift.support.Integration;

/** Every wrong value ends {@code check} and {@code run} with the same line and exit code 2. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Integration
class WrongSettingsTest {
  @TempDir Path folder;
  private final Properties settings = new Properties();

  @BeforeEach
  void workingSettings() {
    settings.setProperty("station.home", folder.resolve("home").toString());
    settings.setProperty("playout.host", "127.0.0.1");
    settings.setProperty("playout.port", "1");
    settings.setProperty("playout.password", "hackme");
    settings.setProperty("dns.zone", "Z0123456789ABC");
    settings.setProperty("dns.name", "station.example.org");
    settings.setProperty("aws.endpoint", "http://127.0.0.1:1");
    // Should a value be taken after all, the station ends by itself.
    settings.setProperty("camel.main.duration-max-seconds", "1");
  }

  private record Ending(int code, String line) {}

  private Ending ending(String command) throws Exception {
    Path file = folder.resolve("settings.properties");
    try (var out = Files.newBufferedWriter(file)) {
      settings.store(out, null);
    }
    StringWriter err = new StringWriter();
    CommandLine line = Nightshift.commands();
    line.setErr(new PrintWriter(err, true));
    line.setOut(new PrintWriter(new StringWriter(), true));
    return new Ending(line.execute(command, "--settings", file.toString()), err.toString());
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      nullValues = "null",
      value = {
        "station.home, a?b, folder",
        "station.home, '', is not set",
        "station.zone, Europe/Lundon, tz database",
        "station.zone, '', is not set",
        "station.keep, 1h, 1d",
        "station.routes, /nowhere, a folder with route files",
        "station.keep, soon, duration",
        "station.filler, a#b, folder",
        "log.level, LOUD, one of",
        "ingest.folder, a%b, folder",
        "ingest.bucket, s3://programmes, without s3://",
        "ingest.bucket, a&b, name alone",
        "ingest.horizon, 5s, 10m",
        "ingest.horizon, soon, duration",
        "ingest.poll, 50ms, 100ms",
        "ingest.poll, 2h, 1h",
        "ingest.unfinished, 1s, 2s",
        "ingest.unfinished, 2h, 1h",
        "ingest.recursive, perhaps, true or false",
        "schedule.poll, 5d, 1d",
        "schedule.poll, often, duration",
        "schedule.ahead, 1h, 1d",
        "schedule.ahead, 401d, 400d",
        "schedule.google.root-url, https://example.org, slash",
        "prepare.loudness, loud, number",
        "prepare.loudness, -3, -40",
        "prepare.true-peak, 3, number",
        "prepare.true-peak, loud, number",
        "prepare.mono, both, auto",
        "prepare.fit, slotend, table",
        "prepare.fit, overrun soon, overrun 30s",
        "prepare.fit, overrun 2h, 1h",
        "prepare.fit-table, 2000:1800:1792, rows",
        "prepare.fit-table, all, rows",
        "prepare.fade, 2m, 1m",
        "prepare.fade-shape, round, one of",
        "prepare.silence, 1s, 2s",
        "prepare.latest, soon, duration",
        "prepare.latest, 2d, 1d",
        "prepare.latest, -5s, duration",
        "prepare.parallel, 0, whole number",
        "prepare.parallel, 33, 32",
        "prepare.memory, 10, 500",
        "playout.enabled, yes, true or false",
        "playout.host, a/b, host name",
        "playout.host, '', is not set",
        "playout.port, 0, 65535",
        "playout.port, abc, whole number",
        "playout.tls, on, true or false",
        "playout.mount, live.mp3, slash",
        "playout.mount, /a b, letters",
        "playout.mount, /a?b, letters",
        "playout.answer, 0s, 1s to 1m",
        "playout.answer, soon, duration",
        "playout.user, '', is not set",
        "playout.password, '', is not set",
        "playout.format, flac, one of",
        "playout.bitrate, 7, 8",
        "playout.bitrate, 321, 320",
        "playout.sample-rate, 44000, usual rate",
        "playout.sample-rate, fast, whole number",
        "playout.channels, 3, whole number",
        "playout.mounts, main, not as a setting",
        "playout.mounts, UPPER, a-z",
        "playout.listed, maybe, true or false",
        "as-run.url, h2:mem, JDBC URL",
        "as-run.url, '', is not set",
        "aws.endpoint, host:9000/x, http://host:9000",
        "aws.metadata, ftp://x, address",
        "secrets.cache, often, true or false",
        "secrets.parameters, nightshift, path",
        "dns.zone, hosted zone, id",
        "dns.name, station, full name",
        "dns.ttl, 0, whole number",
        "dns.ttl, 700000, 604800",
        "control.enabled, perhaps, true or false",
        "jmx.port, 70000, 65535",
        "jmx.port, some, whole number",
        "jmx.jolokia, -1, whole number",
        "control.socket, '', is not set",
        "control.socket, /run/a-name-that-is-longer-than-the-address-of-a-socket-of-which-there-are-no-more-than-one-hundred-and-seven-bytes, 107",
      })
  void aWrongValueEndsCheckAndRunWithTheSameLine(String name, String value, String remedy)
      throws Exception {
    if (name.startsWith("schedule.google")) {
      settings.setProperty("schedule.google.calendar", "station@example.org");
      settings.setProperty("schedule.google.service-account", folder.resolve("key").toString());
    }
    settings.setProperty(name, value);
    Ending run = ending("run");
    assertThat(run.line()).as("what run prints").contains(name).contains(value).contains(remedy);
    assertThat(run.line().strip().lines()).as("lines that run prints").hasSize(1);
    assertThat(run.code()).as("exit code of run").isEqualTo(2);
    assertThat(ending("check")).as("how check ends").isEqualTo(run);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "prepare.loudness, loud",
    "playout.port, abc",
    "playout.mounts, UPPER",
    "ingest.folder, a?b",
    "schedule.poll, often",
    "station.keep, soon",
    "as-run.url, h2"
  })
  void ofARoomThatIsOffNoValueIsJudged(String name, String value) throws Exception {
    settings.setProperty("playout.enabled", "false");
    settings.remove("playout.password");
    settings.remove("dns.zone");
    settings.setProperty(name, value);
    assertThat(ending("run")).as("how run ends").isEqualTo(new Ending(0, ""));
    assertThat(ending("check").line()).as("what check says of wrong settings").isEmpty();
  }
}
