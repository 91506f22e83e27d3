package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.Documents;
import radio.nightshift.support.InnerNames;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;
import radio.nightshift.support.UserRoutes;

/** The examples of docs/routes.md that change how programmes are prepared. */
@Integration
class PrepareExamplesTest {
  private static final String FILE = "prepare.camel.yaml";

  @RegisterExtension
  final Station station = new Station().with(MovableClock.standingAt("2026-06-09T12:00:00Z"));

  @TempDir Path routes;
  @TempDir Path files;

  @Test
  void aJingleIsHeardBeforeEachProgrammeAndTheWholeIsLevelled() throws Exception {
    Path jingle = Tone.file(files.resolve("jingle.flac"), 2, 1000, "-af", "volume=-10dB");
    station.without("prepare.loudness").withRoutes(jingleRoute(jingle)).start();
    record("20260610_1410_jazz.mp3");
    PreparedProgramme programme = station.awaitFirstReady();
    assertThat(programme.name()).isEqualTo("20260610_1410_jazz.flac");
    Waveform heard = Waveform.of(programme.folder().resolve(InnerNames.MP3));
    assertThat(heard.seconds()).isCloseTo(8, within(0.15));
    assertThat(heard.hertz(0.2, 1.8)).as("the jingle's pitch").isCloseTo(1000, within(20.0));
    assertThat(heard.hertz(2.2, 7.8)).as("the programme's pitch").isCloseTo(440, within(10.0));
    assertThat(programme.note()).as("findings").isEmpty();
    assertThat(station.names("recordings/done")).containsExactly("20260610_1410_jazz.mp3");
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void aRecordingThatGetsNoJingleIsReportedAndKept() throws Exception {
    station.withRoutes(jingleRoute(files.resolve("none.flac"))).start();
    record("20260610_1410_jazz.mp3");
    station.log().await("'20260610_1410_jazz.mp3' has got no jingle");
    assertThat(station.log().with("has got no jingle").get(0)).contains("none.flac");
    Awaitility.await("the recording is kept")
        .until(() -> station.names("recordings/failed").contains("20260610_1410_jazz.mp3"));
  }

  private UserRoutes jingleRoute(Path jingle) throws IOException {
    return UserRoutes.in(routes)
        .with(
            Documents.block("A jingle before each programme", "jingle.camel.yaml"),
            Map.of(
                "/srv/radio/jingle.flac",
                "" + jingle,
                "readLockMinAge: 10000",
                "readLockMinAge: 100"));
  }

  private void record(String name) throws IOException {
    Path recording = Tone.mp3(files.resolve("a.mp3"), 6, 440);
    Files.move(recording, Files.createDirectories(station.path("recordings")).resolve(name));
  }

  @Test
  void aFilterIsHeardInWhatIsMade() throws Exception {
    station
        .withRoutes(
            UserRoutes.in(routes)
                .with(
                    Documents.block("Filters of your own", FILE),
                    Map.of("highpass=f=40", "highpass=f=4000")))
        .start();
    Path tone = Tone.file(files.resolve("a.flac"), 6, 440);
    station.send(tone, "20260610_1510_jazz.flac");
    assertThat(level(station.awaitFirstReady()) / Waveform.of(tone).level(1, 5)).isLessThan(0.1);
  }

  @Test
  void aConcertIsNotLevelledAndAllElseIs() throws Exception {
    station
        .without("prepare.loudness")
        .withRoutes(
            UserRoutes.in(routes)
                .with(Documents.block("Without loudness levelling", FILE), Map.of()))
        .start();
    Path quiet = Tone.file(files.resolve("a.flac"), 6, 440, "-af", "volume=-20dB");
    double before = Waveform.of(quiet).level(1, 5);
    station.send(quiet, "20260610_1410_concert-in-june.flac");
    station.send(quiet, "20260610_1510_jazz.flac");
    station.awaitReady(2);
    assertThat(level(station.ready().get(0)) / before)
        .as("gain of the concert")
        .isCloseTo(1, within(0.05));
    assertThat(level(station.ready().get(1)) / before).as("gain of the other").isGreaterThan(2);
  }

  @Test
  void withTheSettingOffNothingIsLevelled() throws Exception {
    station
        .with(Documents.block("Without loudness levelling", "nightshift.properties").settings())
        .start();
    Path quiet = Tone.file(files.resolve("a.flac"), 6, 440, "-af", "volume=-20dB");
    station.send(quiet, "20260610_1510_jazz.flac");
    assertThat(level(station.awaitFirstReady()) / Waveform.of(quiet).level(1, 5))
        .isCloseTo(1, within(0.05));
  }

  private static double level(PreparedProgramme programme) throws Exception {
    return Waveform.of(programme.folder().resolve(InnerNames.MP3)).level(1, 5);
  }
}
