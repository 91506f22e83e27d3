package radio.nightshift.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import radio.nightshift.Nightshift;
import radio.nightshift.check.Caution;
import radio.nightshift.check.Checkup;
import radio.nightshift.check.Probe;
import radio.nightshift.support.FakeAws;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;

/** {@code nightshift check}: each outside part in one line, on a real Icecast and a false AWS. */
@Integration
class CheckTest {
  private static IcecastServer icecast;

  @TempDir Path folder;
  private final Properties settings = new Properties();
  private FakeAws aws;
  private int exit;

  @BeforeAll
  static void startIcecast() throws Exception {
    icecast = IcecastServer.start();
  }

  @AfterAll
  static void stopIcecast() throws Exception {
    icecast.close();
  }

  @BeforeEach
  void settings() {
    aws = FakeAws.start();
    settings.setProperty("station.home", folder.resolve("home").toString());
    settings.setProperty("playout.host", "127.0.0.1");
    settings.setProperty("playout.port", "" + icecast.port());
    settings.setProperty("playout.password", IcecastServer.PASSWORD);
    settings.setProperty("aws.endpoint", aws.endpoint());
  }

  @AfterEach
  void stopAws() {
    aws.close();
  }

  @Test
  void theCalendarIsReadAndOneThatCannotBeIsSaidWithARemedy() throws Exception {
    Path calendar = folder.resolve("calendar.ics");
    settings.setProperty("schedule.ics", calendar.toString());
    assertThat(check())
        .filteredOn(line -> line.contains("calendar: "))
        .singleElement()
        .asString()
        .startsWith("FAIL  ")
        .contains("calendar.ics");
    assertThat(exit).isEqualTo(1);
    Files.writeString(calendar, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n");
    assertThat(check())
        .contains("ok    calendar: 0 slots in the coming week, from the calendar file");
  }

  @Test
  void whatIsWellIsSaidInOneLineEachAndNothingIsLeftBehind() throws Exception {
    aws.with("/nightshift/password", IcecastServer.PASSWORD).with("/nightshift/mount", "/live.mp3");
    settings.remove("playout.password");
    settings.setProperty("secrets.parameters", "/nightshift");
    settings.setProperty("ingest.bucket", "programmes");
    settings.setProperty("dns.zone", "Z0123456789ABC");
    settings.setProperty("dns.name", "station.example.org");
    List<String> lines = check();
    // Of this machine's clock and room nothing is promised.
    assertThat(lines)
        .filteredOn(line -> !line.matches("WARN  (clock|disk space).*"))
        .allSatisfy(line -> assertThat(line).startsWith("ok    "));
    assertThat(lines)
        .anyMatch(line -> line.contains("ok    ffmpeg: ffmpeg version"))
        .anyMatch(line -> line.contains("ok    ffprobe: "))
        .anyMatch(
            line ->
                line.matches(
                    "ok    Icecast main: http://.*/live.mp3 takes the source login \\(tried without opening it.*"))
        .anyMatch(line -> line.contains("'programmes' can be listed"))
        .anyMatch(
            line -> line.contains("station.example.org in zone Z0123456789ABC may be changed"))
        .anyMatch(line -> line.contains("those below /nightshift are read"))
        .anyMatch(line -> line.contains("as-run log: "))
        .anyMatch(line -> line.contains(" clock: "))
        .anyMatch(line -> line.contains(" disk space: "));
    assertThat(exit).isZero();
    assertThat(files()).as("files made by a check").containsExactly("own.properties");
    assertThat(icecast.errorLog()).as("what Icecast had to take up").doesNotContain("source_main");
    assertThat(icecast.statusJson()).doesNotContain("live.mp3");
    assertThat(aws.changes())
        .allSatisfy(change -> assertThat(change.getBodyAsString()).contains("not-an-address"));
  }

  @Test
  void aWrongPasswordIsToldAndNotShown() throws Exception {
    settings.setProperty("playout.password", "wr0ng-pass");
    assertThat(check())
        .filteredOn(line -> line.startsWith("FAIL"))
        .singleElement()
        .asString()
        .contains("Icecast main", "401", "playout.password")
        .doesNotContain("trying again");
    assertThat(exit).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"refused", "unknown host", "not Icecast", "hangs"})
  void whatIsWrongWithIcecastIsTold(String how) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      switch (how) {
        case "refused" -> settings.setProperty("playout.port", "1");
        case "unknown host" -> settings.setProperty("playout.host", "icecast.invalid");
        case "hangs" -> {
          settings.setProperty("playout.port", "" + silent.getLocalPort());
          settings.setProperty("playout.answer", "1s");
        }
        default -> settings.setProperty("playout.port", aws.endpoint().replaceFirst(".*:", ""));
      }
      String words =
          switch (how) {
            case "refused" -> "refuses connections";
            case "unknown host" -> "DNS knows no such host";
            case "hangs" -> "did not answer within";
            default -> "a source|404";
          };
      assertThat(check())
          .filteredOn(line -> line.startsWith("FAIL  Icecast main"))
          .singleElement()
          .asString()
          .containsPattern(words);
    }
  }

  @Test
  void whatAwsRefusesIsToldAndAllOtherPartsAreTried() throws Exception {
    settings.setProperty("secrets.parameters", "/nightshift");
    settings.setProperty("ingest.bucket", "programmes");
    settings.setProperty("dns.zone", "Z0123456789ABC");
    settings.setProperty("dns.name", "station.example.org");
    aws.storeRefuses(400, "AccessDeniedException");
    aws.bucketRefuses();
    aws.zoneRefuses(403, "AccessDenied");
    List<String> lines = check();
    assertThat(lines.stream().filter(line -> line.startsWith("FAIL")))
        .hasSize(3)
        .anyMatch(line -> line.contains("parameters") && line.contains("ssm:GetParametersByPath"))
        .anyMatch(line -> line.contains("bucket") && line.contains("s3:ListBucket"))
        .anyMatch(line -> line.contains("DNS") && line.contains("ChangeResourceRecordSets"));
    assertThat(lines).anyMatch(line -> line.startsWith("ok    Icecast main"));
    assertThat(exit).isEqualTo(1);
  }

  @Test
  void aWrongSettingEndsTheCheckWithOneLine() throws Exception {
    settings.setProperty("playout.port", "abc");
    assertThat(check()).singleElement().asString().contains("playout.port is 'abc'");
    assertThat(exit).isEqualTo(2);
  }

  @Test
  void aPartThatHangsStopsNoOther() throws Exception {
    StringWriter said = new StringWriter();
    CountDownLatch never = new CountDownLatch(1);
    Checkup checkup = new Checkup(Duration.ofMillis(200), line -> said.append(line).append('\n'));
    assertThat(
            checkup.of(
                List.of(
                    new Probe(
                        "one",
                        () -> {
                          never.await();
                          return "";
                        }),
                    new Probe("two", () -> "well\u001b[2J"),
                    new Probe(
                        "three",
                        () -> {
                          throw new Caution("so so");
                        }))))
        .isFalse();
    assertThat(said.toString().lines())
        .satisfiesExactly(
            one -> assertThat(one).startsWith("FAIL  one: no answer"),
            two -> assertThat(two).isEqualTo("ok    two: well\\u001b[2J"),
            three -> assertThat(three).isEqualTo("WARN  three: so so"));
    never.countDown();
  }

  private List<String> check() throws IOException {
    Path file = folder.resolve("own.properties");
    try (var out = Files.newBufferedWriter(file)) {
      settings.store(out, null);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    StringWriter said = new StringWriter();
    CommandLine command = Nightshift.commands();
    command.setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
    exit = command.execute("check", "--settings", file.toString());
    assertThat(said.toString()).doesNotContain(IcecastServer.PASSWORD, "wr0ng-pass");
    return said.toString().lines().toList();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder))
          .map(file -> folder.relativize(file).toString())
          .toList();
    }
  }
}
