package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.support.CommandRun;
import radio.nightshift.support.Integration;
import radio.nightshift.support.S3Server;

/** {@code nightshift check} of a station with channels: each thing that they need, in one line. */
@Integration
class ChannelProbesTest {
  @TempDir Path folder;
  private final Properties settings = new Properties();
  private SourceServer web;

  @BeforeEach
  void settings() throws Exception {
    web = SourceServer.start();
    settings.setProperty("station.home", "" + folder.resolve("home"));
    settings.setProperty("playout.enabled", "false");
    settings.setProperty("loop.channels", "demo");
    settings.setProperty("loop.demo.source", web.address("/clip.mp4"));
    settings.setProperty("loop.demo.destination", "rtp://127.0.0.1:5004");
  }

  @AfterEach
  void close() throws Exception {
    web.close();
  }

  @Test
  void aSourceOnTheWebIsRequestedOnceAndNothingIsKept() throws Exception {
    assertThat(check())
        .contains("ok    source of demo: '%s' can be had, 0.0 MB".formatted(source()));
    assertThat(web.requests()).as("requests of the source").hasSize(1);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("files made by a check").containsExactly(file());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "404, 'is not there (the server answers 404); put it there, or correct loop.demo.source.'",
    "401, 'set loop.demo.source.user and loop.demo.source.password.'",
    "503, 'is not handed out (the server answers 503)'"
  })
  void aSourceThatIsNotHandedOutFails(int status, String words) {
    web.manner(visit -> visit.status(status));
    fails("source of demo", source(), words);
  }

  @Test
  void aFileIsThereAndReadableOrFails() throws Exception {
    Path clip = folder.resolve("clip.mp4");
    settings.setProperty("loop.demo.source", "" + clip);
    fails("source of demo", source(), "is not there; put it there, or correct loop.demo.source.");
    Files.createFile(clip);
    fails("source of demo", source(), "is empty; put a file with sound or pictures there.");
    Files.write(clip, new byte[1_200_000]);
    assertThat(check())
        .contains("ok    source of demo: '%s' can be had, 1.2 MB".formatted(source()));
  }

  @Test
  void anObjectOfS3IsThereOrFails() throws Exception {
    try (S3Server s3 = S3Server.start()) {
      settings.setProperty("aws.endpoint", s3.endpoint());
      settings.setProperty("loop.demo.source", "s3://" + S3Server.BUCKET + "/clip.mp4");
      fails("source of demo", source(), "is not there (S3 answers 404); upload it");
      s3.put("clip.mp4", new byte[300_000]);
      s3.front().forget();
      assertThat(check())
          .contains("ok    source of demo: '%s' can be had, 0.3 MB".formatted(source()));
      assertThat(s3.front().requests())
          .as("requests of S3")
          .singleElement()
          .asString()
          .startsWith("HEAD ");
    }
  }

  @Test
  void aFolderOfHlsCanBeWrittenToOrFails() throws Exception {
    Path taken = Files.createFile(folder.resolve("taken"));
    Path fresh = folder.resolve("fresh");
    settings.setProperty("loop.demo.destination", "hls:%s, hls:%s".formatted(fresh, taken));
    assertThat(check())
        .contains(
            "ok    loop.demo.destination: '%s' is not there yet and can be made".formatted(fresh));
    fails(
        "loop.demo.destination",
        "'%s' is no folder; set loop.demo.destination to one.".formatted(taken));
  }

  @Test
  void ffmpegHasWhatTheChannelsNeed() throws Exception {
    settings.setProperty("loop.demo.destination", "hls:%s, srt://:5005".formatted(folder));
    assertThat(check())
        .filteredOn(line -> line.contains("ffmpeg for channels"))
        .singleElement()
        .asString()
        .startsWith("ok    ")
        .endsWith(", with aac, hls, libx264, mpegts, srt");
    settings.setProperty("loop.demo.codec", "copy");
    settings.setProperty("loop.demo.destination", "rtp://127.0.0.1:5004");
    assertThat(check())
        .filteredOn(line -> line.contains("ffmpeg for channels"))
        .singleElement()
        .asString()
        .endsWith(", with mpegts");
  }

  private void fails(String part, String... words) {
    assertThat(check())
        .filteredOn(line -> line.startsWith("FAIL"))
        .as("what fails of the check")
        .singleElement()
        .asString()
        .startsWith("FAIL  " + part + ": ")
        .contains(words);
  }

  private String source() {
    return settings.getProperty("loop.demo.source");
  }

  private Path file() {
    return folder.resolve("check.properties");
  }

  private List<String> check() {
    CommandRun run = CommandRun.with(settings, file(), "check");
    // Of this machine's clock nothing is promised.
    return run.out().lines().filter(line -> !line.contains("  clock: ")).toList();
  }
}
