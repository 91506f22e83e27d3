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
import radio.nightshift.media.FramedAudio;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.Integration;
import radio.nightshift.support.LogLines;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** How programmes are cut, filled up and faded: on a day of which it is still the eve. */
@Integration
class PrepareEditTest {
  @TempDir Path files;

  @RegisterExtension
  final Station station = new Station().with(MovableClock.standingAt("2026-06-09T12:00:00Z"));

  @Test
  void whatIsNeededInMinutesDoesNotWaitForWhatTakesMinutes() throws Exception {
    String late = "20260610_1400_a.mp3";
    station
        .with(MovableClock.standingAt("2026-06-10T13:55:00Z"))
        .with("prepare.parallel", "1")
        .without("prepare.loudness")
        .start();
    station.send(Tone.mp3(files.resolve("long"), 3500, 440), "20260611_1410_tomorrow.mp3");
    Awaitility.await("the long one is on the bench").until(() -> !station.names("work").isEmpty());
    station.send(Tone.mp3(files.resolve("late"), 3, 440), late);
    assertThat(station.awaitFirstReady().sources()).containsExactly(late);
  }

  @Test
  void fillerThatIsNoAudioIsLeftOut() throws Exception {
    Path filler = Files.createDirectories(station.path("filler"));
    Files.writeString(filler.resolve("readme.txt"), "no audio");
    slotsOfAMinute();
    String name = "20260610_1420_short.mp3";
    try (LogLines log = LogLines.open()) {
      station.with("station.filler", "" + filler).with("prepare.fit", "slot-end").start();
      station.send(Tone.mp3(files.resolve("b"), 20, 440), name);
      Awaitility.await("it is said")
          .until(() -> !log.with("the filler 'readme.txt' cannot be decoded").isEmpty());
    }
    station.inspect(name);
    Awaitility.await("it is made all the same").until(() -> station.ready().size() == 1);
  }

  @Test
  void theTableFadesAProgrammeOut() throws Exception {
    station.with("prepare.fit-table", "20:5:8").start();
    station.send(Tone.mp3(files.resolve("a"), 12, 440), "20260610_1410_a.mp3");
    PreparedProgramme faded = station.awaitFirstReady();
    assertThat(faded.length().toMillis() / 1000.0).isCloseTo(8, within(FRAME));
    Waveform heard = Waveform.of(audio(faded));
    assertThat(heard.level(3, 4.9)).as("before the fade").isGreaterThan(0.05);
    assertThat(heard.level(6.4, 6.6)).as("half way").isBetween(0.02, 0.04);
    assertThat(heard.level(7.9, 8)).as("at its end").isLessThan(0.005);
  }

  @Test
  void aProgrammeThatOnlyEndsIsCutAtAFrameWithoutBeingEncoded() throws Exception {
    station.with("prepare.fit-table", "20:8:8").start();
    Path source = Tone.mp3(files.resolve("a"), 12, 440);
    station.send(source, "20260610_1410_a.mp3");
    PreparedProgramme cut = station.awaitFirstReady();
    assertThat(cut.length().toMillis() / 1000.0).isCloseTo(8, within(FRAME));
    Path bare = files.resolve("bare");
    FramedAudio.copy(source, bare, "", 0, Duration.ofSeconds(8).toNanos());
    assertThat(audio(cut)).hasSameBinaryContentAs(bare);
  }

  @Test
  void aProgrammeEndsWithItsSlotCutOrFilledUp() throws Exception {
    slotsOfAMinute();
    station.with("prepare.fit", "slot-end").with("prepare.fade", "4s").start();
    station.send(Tone.mp3(files.resolve("a"), 70, 440), "20260610_1410_long.mp3");
    station.send(Tone.mp3(files.resolve("b"), 20, 440), "20260610_1420_short.mp3");
    station.awaitReady(2);
    for (PreparedProgramme programme : station.ready()) {
      assertThat(programme.length().toMillis() / 1000.0)
          .as(programme.name())
          .isCloseTo(60, within(FRAME));
    }
    Waveform cut = Waveform.of(audio(station.ready().get(0)));
    assertThat(cut.level(54, 55.9)).isGreaterThan(0.05);
    assertThat(cut.level(59.9, 60)).isLessThan(0.005);
    assertThat(Waveform.of(audio(station.ready().get(1))).level(20.2, 60)).isLessThan(0.001);
  }

  @Test
  void aProgrammeRunsOverItsSlotByNoMoreThanWasDeclared() throws Exception {
    slotsOfAMinute();
    station.with("prepare.fit", "overrun 5s").with("prepare.fade", "2s").start();
    station.send(Tone.mp3(files.resolve("a"), 70, 440), "20260610_1410_long.mp3");
    station.send(Tone.mp3(files.resolve("b"), 63, 440), "20260610_1420_short.mp3");
    station.awaitReady(2);
    assertThat(station.ready())
        .extracting(one -> one.length().toMillis() / 1000.0)
        .satisfiesExactly(
            cut -> assertThat(cut).isCloseTo(65, within(FRAME)),
            whole -> assertThat(whole).isCloseTo(63, within(0.05)));
  }

  @Test
  void aChangeOfTheScheduleIsFollowedBeforeTheNextScan() throws Exception {
    station.with("prepare.fit", "slot-end").with("schedule.poll", "1s").start();
    station.send(Tone.mp3(files.resolve("a"), 70, 440), "20260610_1410_long.mp3");
    assertThat(station.awaitFirstReady().length().toSeconds()).isEqualTo(70);
    slotsOfAMinute();
    Awaitility.await("it fits its slot")
        .until(() -> station.ready().stream().anyMatch(one -> one.length().toSeconds() <= 60));
  }

  private void slotsOfAMinute() throws Exception {
    Files.writeString(
        station.path("schedule.csv"),
        """
        "2026-06-10T14:10:00Z","2026-06-10T14:11:00Z","long","20260610_1410_long","Long"
        "2026-06-10T14:20:00Z","2026-06-10T14:21:00Z","short","20260610_1420_short","Short"
        """);
  }
}
