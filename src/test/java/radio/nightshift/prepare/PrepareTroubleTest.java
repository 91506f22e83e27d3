package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.Integration;
import radio.nightshift.support.LogLines;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** What comes between a file and its programme: broken uploads, lost results, a failing machine. */
@Integration
class PrepareTroubleTest {
  private static final String SLOT = "20260610_1400_";

  @TempDir Path home;
  @TempDir Path files;
  private Station station;

  @BeforeEach
  void station() {
    station = new Station(home);
  }

  @AfterEach
  void stop() {
    station.close();
  }

  @Test
  void aSoundFileThatCannotBeEncodedHereIsNotRejected() throws Exception {
    // An encoder that refuses its settings stands for a full disk: both fail on a sound file.
    try (LogLines log = LogLines.open()) {
      station
          .with("playout.format", "vorbis")
          .with("playout.bitrate", "480")
          .with("playout.sample-rate", "22050")
          .start();
      station.send(Tone.mp3(files.resolve("a.mp3"), 3, 440), SLOT + "a.mp3");
      Awaitility.await().until(() -> !log.with("cannot be prepared now: ffmpeg fails").isEmpty());
      ManagedRouteMBean setbacks =
          station
              .context()
              .getCamelContextExtension()
              .getContextPlugin(ManagedCamelContext.class)
              .getManagedRoute("prepare-find-culprit");
      Awaitility.await("tried again soon").until(() -> setbacks.getExchangesTotal() == 2);
      assertThat(log.with("cannot be prepared now")).as("said once").hasSize(1);
    }
    assertThat(station.deadLetters()).isEmpty();
    assertThat(station.names("inbox")).containsExactly(SLOT + "a.mp3");
    assertThat(station.names("rejected")).isEmpty();
  }

  @Test
  void aSecondHalfWhoseUploadBrokeOffIsJoinedAllTheSame() throws Exception {
    Path whole = Tone.file(files.resolve("b.flac"), 1790, 1000, "-ar", "8000", "-ac", "1");
    try (RandomAccessFile flac = new RandomAccessFile(whole.toFile(), "rw")) {
      flac.setLength(flac.length() / 2);
    }
    station
        .with(MovableClock.standingAt("2026-06-09T12:00:00Z"))
        .with("playout.sample-rate", "22050")
        .with("playout.bitrate", "32")
        .with("playout.channels", "1")
        .start();
    station.send(Tone.mp3(files.resolve("a"), 3, 440), SLOT + "a.mp3");
    station.send(whole, "20260610_1430_b.flac");
    PreparedProgramme hour = station.awaitFirstReady();
    assertThat(hour.sources()).containsExactly(SLOT + "a.mp3", "20260610_1430_b.flac");
    assertThat(hour.length()).isBetween(Duration.ofMinutes(35), Duration.ofMinutes(50));
    assertThat(hour.note()).contains("of the 29:50 minutes that it announces");
  }

  @Test
  void aFileThatWasPutIntoTheInboxUnderAnotherNameHoldsUpNoOther() throws Exception {
    Path inbox = Files.createDirectories(home.resolve("inbox"));
    Tone.mp3(inbox.resolve("jazz.mp3"), 3, 440);
    Tone.mp3(inbox.resolve(SLOT + "jazz.mp3"), 3, 440);
    station.start();
    station.awaitReady(1);
    Awaitility.await("it is set aside")
        .until(() -> station.names("rejected").equals(List.of("jazz.mp3", "jazz.mp3.txt")));
    assertThat(Files.readString(home.resolve("rejected/jazz.mp3.txt"))).contains("jazz.mp3");
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void aMountThatIsAddedGetsWhatIsOnTheAirTooThoughThereIsNoTimeToLevelIt() throws Exception {
    MovableClock clock = MovableClock.standingAt("2026-06-10T14:01:00Z");
    station.with(clock).start();
    station.send(Tone.mp3(files.resolve("a.mp3"), 120, 440), SLOT + "a.mp3");
    station.awaitReady(1);
    station.close();
    station =
        new Station(home)
            .with(clock)
            .with("playout.mounts", "opus")
            .with("playout.opus.mount", "/live.opus")
            .with("playout.opus.format", "opus")
            .start();
    Awaitility.await("audio for both mounts")
        .until(() -> contents().equals(List.of("mp3-128k-44100-2.mp3", "opus-128k-48000-2.opus")));
  }

  private List<String> contents() throws IOException {
    List<PreparedProgramme> ready = station.ready();
    if (ready.size() != 1) {
      return List.of();
    }
    try (var found = Files.list(ready.get(0).folder())) {
      return found
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".json"))
          .sorted()
          .toList();
    }
  }

  @Test
  void aResultThatWasLostIsMadeAgain() throws Exception {
    PreparedProgramme ready = prepared(Tone.mp3(files.resolve("a.mp3"), 3, 440), SLOT + "a.mp3");
    station.close();
    Files.write(audio(ready), new byte[0]);
    station = new Station(home).start();
    Awaitility.await("made again")
        .until(() -> Files.exists(audio(ready)) && Files.size(audio(ready)) > 40_000);
  }

  @Test
  void whatWasMadeOfAnUploadThatWasReplacedMeanwhileDoesNotPlay() throws Exception {
    station.with("playout.format", "vorbis").start();
    station.send(Tone.mp3(files.resolve("long"), 600, 440), SLOT + "a.mp3");
    Awaitility.await("the first is on the bench").until(() -> !station.names("work").isEmpty());
    station.send(Tone.mp3(files.resolve("short"), 3, 440), SLOT + "a.mp3");
    station.awaitReady(1);
    assertThat(
            PreparedProgramme.read(home.resolve("ready").resolve(station.names("ready").get(0)))
                .length())
        .isLessThan(Duration.ofSeconds(5));
  }

  private PreparedProgramme prepared(Path source, String name) throws Exception {
    station.start();
    station.send(source, name);
    return station.awaitFirstReady();
  }

  private static Path audio(PreparedProgramme programme) {
    return programme.folder().resolve("mp3-128k-44100-2.mp3");
  }
}
