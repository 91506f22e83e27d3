package radio.nightshift.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import radio.nightshift.Nightshift;
import radio.nightshift.support.FakeGoogle;
import radio.nightshift.support.Integration;
import radio.nightshift.support.S3Server;
import radio.nightshift.support.Tone;

/** {@code nightshift rehearse} on a real S3 server, a false Google and the real ffprobe. */
@Integration
class RehearseTest {
  @TempDir static Path audio;
  @TempDir Path folder;
  private final Properties settings = new Properties();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private S3Server s3;
  private FakeGoogle google;

  @BeforeEach
  void servers() throws Exception {
    s3 = S3Server.start();
    google = new FakeGoogle();
    settings.setProperty("station.home", home().toString());
    settings.setProperty("aws.endpoint", s3.endpoint());
    settings.setProperty("ingest.bucket", S3Server.BUCKET);
    settings.setProperty("schedule.google.calendar", "station@example.org");
    settings.setProperty("schedule.google.root-url", google.rootUrl());
    settings.setProperty(
        "schedule.google.service-account",
        google.serviceAccount(folder.resolve("key.json")).toString());
  }

  @AfterEach
  void stop() {
    google.close();
    s3.close();
  }

  @Test
  void theBucketAndTheCalendarAreRehearsedAndNothingIsChanged() throws Exception {
    google.put("1", "jazz", "2026-06-10T13:00:00Z", "2026-06-10T14:00:00Z");
    google.put("2", "rock", "2026-06-10T14:00:00Z", "2026-06-10T15:00:00Z");
    google.put("3", "folk", "2026-06-10T15:00:00Z", "2026-06-10T16:00:00Z");
    s3.put("20260610_1400_Jazz.mp3", tone(3));
    s3.put("20260603_1500_rock.mp3", tone(4));
    s3.put("20260610_1500_rock.mp3", "no audio at all".getBytes());
    s3.put("20260610_2000_later.mp3", tone(3));
    Files.createDirectories(home());
    int exit = rehearse("--from", "2026-06-10T13:00:00Z", "--to", "2026-06-10T16:00:00Z");
    assertThat(out.toString().lines().map(line -> line.replaceFirst(",\"note\".*", "")))
        .as("printed, and beside it: " + err)
        .containsExactly(
            "{\"at\":\"2026-06-10T13:00:00Z\",\"play\":\"own\",\"pid\":\"jazz\",\"keys\":[\"20260610_1400_Jazz.mp3\"],\"secondAt\":null,\"until\":\"2026-06-10T13:00:03Z\",\"conflict\":false",
            "{\"at\":\"2026-06-10T14:00:00Z\",\"play\":\"previous\",\"pid\":\"rock\",\"keys\":[\"20260603_1500_rock.mp3\"],\"secondAt\":null,\"until\":\"2026-06-10T14:00:04Z\",\"conflict\":false",
            "{\"at\":\"2026-06-10T15:00:00Z\",\"play\":\"missing\",\"pid\":\"folk\",\"keys\":[],\"secondAt\":null,\"until\":null,\"conflict\":false");
    assertThat(exit).isEqualTo(1);
    assertThat(s3.gets()).as("fetched: what plays, and what turned out to be no audio").hasSize(3);
    assertThat(filesBelow(home())).containsExactly("rehearsal/lengths.csv");
    rehearse("--from", "2026-06-10T13:00:00Z", "--to", "2026-06-10T16:00:00Z");
    assertThat(s3.gets()).as("fetched by a second rehearsal").hasSize(3);
  }

  @Test
  void withTheCalendarAwayTheLastGoodScheduleIsRehearsedAndThatIsSaid() throws Exception {
    Files.createDirectories(home());
    Files.writeString(
        home().resolve("schedule.csv"),
        "\"2026-06-10T14:00:00+01:00\",\"2026-06-10T15:00:00+01:00\",\"jazz\",\"20260610_1400_jazz\",\"Jazz\"\n");
    google.answerAlways(WireMock.aResponse().withStatus(503));
    int exit = rehearse("--from", "2026-06-10", "--to", "2026-06-11");
    assertThat(out.toString()).contains("\"play\":\"missing\",\"pid\":\"jazz\"");
    assertThat(err.toString()).contains("503", "The last good schedule is used");
    assertThat(exit).isEqualTo(1);
  }

  @Test
  void withTheBucketAwayWhatIsHereIsRehearsedAndThatIsSaid() throws Exception {
    Path inbox = Files.createDirectories(home().resolve("inbox"));
    Files.write(inbox.resolve("20260610_1400_jazz.mp3"), tone(3));
    s3.front().spoil(line -> true, exchange -> exchange.answer(503, ""));
    int exit = rehearse("--from", "2026-06-10", "--to", "2026-06-11");
    assertThat(out.toString()).contains("\"play\":\"own\",\"pid\":\"jazz\"");
    assertThat(err.toString()).contains("the bucket cannot be listed", "503");
    assertThat(exit).isZero();
  }

  @Test
  void anObjectThatCannotBeFetchedStopsNoOther() throws Exception {
    s3.put("20260610_1400_jazz.mp3", tone(3)).put("20260610_1500_rock.mp3", tone(4));
    s3.front().spoil(line -> line.contains("jazz"), exchange -> exchange.answer(500, "<Error/>"));
    int exit = rehearse("--from", "2026-06-10", "--to", "2026-06-11");
    assertThat(out.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("jazz", "\"until\":null"),
            line -> assertThat(line).contains("rock", "\"until\":\"2026-06-10T14:00:04Z\""));
    assertThat(err.toString()).contains("20260610_1400_jazz.mp3", "500");
    assertThat(exit).isEqualTo(1);
  }

  @Test
  void insteadOfWhatTheBucketDoesNotHandOutTheEarlierEditionIsRehearsedAndThatIsSaid()
      throws Exception {
    google.put("1", "jazz", "2026-06-10T13:00:00Z", "2026-06-10T14:00:00Z");
    s3.put("20260603_1400_jazz.mp3", tone(3)).put("20260610_1400_jazz.mp3", tone(4));
    String archived = "<Error><Code>InvalidObjectState</Code><Message>x</Message></Error>";
    s3.front().spoil(line -> line.contains("20260610_1400"), one -> one.answer(403, archived));
    int exit = rehearse("--from", "2026-06-10", "--to", "2026-06-11");
    assertThat(out.toString()).contains("\"play\":\"previous\"", "[\"20260603_1400_jazz.mp3\"]");
    assertThat(err.toString())
        .contains("20260610_1400_jazz.mp3", "counts as not there", "restore it");
    assertThat(exit).isEqualTo(1);
  }

  @Test
  void whatIsAskedWronglyIsSaidInOneLine() throws Exception {
    assertThat(rehearse("--from", "yesterday", "--to", "2026-06-11")).isEqualTo(2);
    assertThat(err.toString().strip())
        .isEqualTo(
            "nightshift: --from is 'yesterday'; give an instant such as 2026-06-10T13:00:00Z or 2026-06-10.");
    err.getBuffer().setLength(0);
    assertThat(rehearse("--from", "2026-06-11", "--to", "2026-06-10")).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains("--to");
    err.getBuffer().setLength(0);
    settings.setProperty("station.zone", "Mars/Base");
    assertThat(rehearse("--from", "2026-06-10", "--to", "2026-06-11")).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains("station.zone");
    assertThat(home()).as("the station's folder").doesNotExist();
  }

  private int rehearse(String... span) throws IOException {
    out.getBuffer().setLength(0);
    Path file = folder.resolve("settings.properties");
    try (var writer = Files.newBufferedWriter(file)) {
      settings.store(writer, null);
    }
    CommandLine commands = Nightshift.commands();
    commands.setOut(new PrintWriter(out));
    commands.setErr(new PrintWriter(err, true));
    return commands.execute(
        Stream.of(
                Stream.of("rehearse", "--settings", file.toString(), "--format", "json"),
                Stream.of(span))
            .flatMap(all -> all)
            .toArray(String[]::new));
  }

  private Path home() {
    return folder.resolve("home");
  }

  private static byte[] tone(int seconds) throws IOException {
    return Files.readAllBytes(Tone.mp3(audio.resolve(seconds + ".mp3"), seconds, 440));
  }

  private static List<String> filesBelow(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .toList();
    }
  }
}
