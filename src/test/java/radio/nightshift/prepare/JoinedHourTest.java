package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static radio.nightshift.prepare.OneUpload.audio;
import static radio.nightshift.prepare.Waveform.FRAME;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.media.FramedAudio;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** How two halves become one hour, and when each plays alone: mostly on the eve of their day. */
@Integration
class JoinedHourTest {
  private static final String FIRST = "20260610_1400_a.mp3";
  private static final String SECOND = "20260610_1430_b.mp3";

  @TempDir Path files;

  @RegisterExtension
  final Station station = new Station().with(MovableClock.standingAt("2026-06-09T12:00:00Z"));

  @ParameterizedTest
  @CsvSource({"mp3,22050,32", "aac,44100,96", "opus,48000,32"})
  void halvesAreJoinedAndTheFirstIsCutWhereTheSecondBegins(
      String format, String rate, String bitrate) throws Exception {
    cheap()
        .with("playout.format", format)
        .with("playout.sample-rate", rate)
        .with("playout.bitrate", bitrate)
        .start();
    station.send(tone(1803, 440), FIRST);
    station.send(tone(210, 1000), SECOND);
    Awaitility.await("the hour in " + format).until(() -> station.ready().size() == 1);
    PreparedProgramme hour = station.awaitFirstReady();
    assertThat(hour.name()).isEqualTo("20260610_1400_joined.mp3");
    assertThat(hour.sources()).containsExactly(FIRST, SECOND);
    Waveform heard = Waveform.of(audio(hour));
    assertThat(heard.seconds()).isCloseTo(2010, within(0.05));
    assertThat(heard.hertz(1790, 1799.9)).as("before").isCloseTo(440, within(5.0));
    assertThat(heard.hertz(1800.1, 1804.9)).as("after").isCloseTo(1000, within(5.0));
    assertThat(heard.hertz(1799.99 - FRAME, 1799.99)).isLessThan(600);
    assertThat(heard.hertz(1800 + FRAME, 1800 + 4 * FRAME)).isGreaterThan(900);
    assertThat(heard.steepest(1799.5, 1800.5))
        .as("a click would be steeper than the tones themselves")
        .isLessThanOrEqualTo(heard.steepest(1801, 1804) * 1.3);
  }

  @Test
  void aJoinedHourIsFadedAndLeavesAsTheTableHasIt() throws Exception {
    cheap().start();
    station.send(tone(1790, 440), FIRST);
    station.send(tone(1795, 1000), SECOND);
    PreparedProgramme hour = station.awaitFirstReady();
    assertThat(hour.length().toMillis() / 1000.0).isCloseTo(3525, within(FRAME));
    // A whole hour of samples is more than a test should hold.
    Path end = files.resolve("end");
    FramedAudio.copy(audio(hour), end, "", Duration.ofSeconds(3500).toNanos(), Long.MAX_VALUE);
    Waveform heard = Waveform.of(end);
    assertThat(heard.level(1, 11.9)).as("before the fade").isGreaterThan(0.05);
    assertThat(heard.level(18, 19)).as("half way").isBetween(0.02, 0.05);
    assertThat(heard.level(24.9, 25)).as("at its end").isLessThan(0.005);
  }

  @Test
  void aFirstHalfThatIsShortIsFilledWithFillerUpToTheSecond() throws Exception {
    Path filler = Files.createDirectories(station.path("filler"));
    Tone.file(filler.resolve("jingle.wav"), 2, 2000);
    cheap().with("station.filler", "" + filler).start();
    station.send(tone(4, 440), FIRST);
    station.send(tone(210, 1000), SECOND);
    Waveform heard = Waveform.of(audio(station.awaitFirstReady()));
    assertThat(heard.seconds()).isCloseTo(2010, within(0.05));
    assertThat(heard.hertz(10, 1798)).as("the filler").isCloseTo(2000, within(20.0));
    assertThat(heard.hertz(1800.1, 1803.9)).as("the second").isCloseTo(1000, within(5.0));
    assertThat(heard.firstSound(1799.99)).isCloseTo(1800, within(FRAME));
  }

  @Test
  void oneHalfWaitsForTheOtherTheGapIsSilentAndAChangeOfEitherJoinsThemAgain() throws Exception {
    cheap().start();
    station.send(tone(3, 440), FIRST);
    station.send(tone(3, 440), "20260610_1510_whole.mp3");
    station.awaitReady(1);
    assertThat(station.ready().get(0).name()).as("what need not wait").startsWith("20260610_1510");
    station.send(tone(210, 1000), SECOND);
    station.awaitReady(2);
    PreparedProgramme before = station.ready().get(0);
    assertThat(before.sources()).containsExactly(FIRST, SECOND);
    Waveform heard = Waveform.of(audio(before));
    assertThat(heard.level(4.2, 1799.9)).isLessThan(0.001);
    assertThat(heard.firstSound(5)).as("the second, never early").isCloseTo(1800, within(FRAME));
    station.send(tone(215, 1000), SECOND);
    Awaitility.await("the hour with the newer half")
        .until(
            () ->
                station.ready().size() == 2
                    && !station.ready().get(0).folder().equals(before.folder()));
    assertThat(station.ready().get(0).length().toSeconds()).isEqualTo(2015);
  }

  @Test
  void aHalfIsAloneIfTheCalendarSaysSo() throws Exception {
    Files.writeString(
        station.path("schedule.csv"),
        "\"2026-06-10T14:00:00Z\",\"2026-06-10T15:00:00Z\",\"a\",\"20260610_1400_a\",\"A\"\n");
    station.start();
    station.send(Tone.mp3(files.resolve("a"), 3, 440), FIRST);
    PreparedProgramme alone = station.awaitFirstReady();
    assertThat(alone.sources()).containsExactly(FIRST);
    assertThat(alone.note()).contains("It has 0:03 of the 60:00 minutes of its slot.");
  }

  @Test
  void aHalfWhoseTimeIsNearWaitsNoLongerAndIsOnlyCutAndCopied() throws Exception {
    station
        .with(MovableClock.standingAt("2026-06-10T13:55:00Z"))
        .without("prepare.loudness")
        .start();
    Path source = Tone.mp3(files.resolve("a"), 3, 440);
    station.send(source, FIRST);
    PreparedProgramme quick = station.awaitFirstReady();
    assertThat(quick.quick()).isTrue();
    assertThat(quick.note()).contains("There was no time to do more than cut it.");
    Path bare = files.resolve("bare");
    FramedAudio.copy(source, bare, "", 0, Long.MAX_VALUE);
    assertThat(audio(quick)).hasSameBinaryContentAs(bare);
  }

  @Test
  void aJoinedHourIsFilledUpToTheEndOfItsSlotToo() throws Exception {
    Files.writeString(
        station.path("schedule.csv"),
        """
        "2026-06-10T14:00:00Z","2026-06-10T14:30:00Z","a","20260610_1400_a","A"
        "2026-06-10T14:30:00Z","2026-06-10T14:35:00Z","b","20260610_1430_b","B"
        """);
    cheap().with("prepare.fit", "slot-end").start();
    station.send(tone(3, 440), FIRST);
    station.send(tone(210, 1000), SECOND);
    assertThat(station.awaitFirstReady().length().toMillis() / 1000.0)
        .isCloseTo(2100, within(FRAME));
  }

  @Test
  void aHalfBesideAProgrammeThatIsNoHalfDoesNotWait() throws Exception {
    cheap().start();
    station.send(tone(3, 440), FIRST);
    station.send(tone(2100, 440), SECOND);
    station.awaitReady(2);
    assertThat(station.ready()).extracting(PreparedProgramme::quick).containsExactly(false, false);
  }

  @Test
  void halvesThatComeTooLateToBeJoinedPlayOneAfterTheOther() throws Exception {
    cheap().with(MovableClock.standingAt("2026-06-10T13:55:00Z")).start();
    station.send(tone(3, 440), FIRST);
    station.send(tone(210, 1000), SECOND);
    station.awaitReady(2);
    assertThat(station.ready()).extracting(one -> one.sources().size()).containsExactly(1, 1);
  }

  /** Thirty minutes of audio are much; little of each second is enough here. */
  private Station cheap() {
    return station
        .with("playout.sample-rate", "22050")
        .with("playout.bitrate", "32")
        .with("playout.channels", "1");
  }

  private Path tone(int seconds, int hertz) {
    Path file = files.resolve(seconds + "-" + hertz + ".mp3");
    return seconds > 600
        ? Tone.lasting(file, seconds, hertz)
        : Tone.file(file, seconds, hertz, "-ar", "22050", "-ac", "1", "-b:a", "32k");
  }
}
