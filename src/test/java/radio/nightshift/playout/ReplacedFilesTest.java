package radio.nightshift.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.programme.Cue;

/** Which file plays where there is another one, or where it comes, goes or fails. */
class ReplacedFilesTest {
  @TempDir Path home;
  private MadeUpPlayout playout;

  @BeforeEach
  void playout() {
    playout = new MadeUpPlayout(home);
  }

  @Test
  void aSlotWithoutItsFileGetsTheLatestEarlierEditionAndItsOwnAsSoonAsItIsReady()
      throws IOException {
    playout.ready("20260603_1400_jazz.mp3", 60);
    playout.slot("2026-06-10T13:00:00Z", "jazz");
    playout.clock.moveTo("2026-06-10T12:59:40Z");
    assertThat(playout.nextOnMain()).isEqualTo("20260603_1400_jazz.mp3");
    playout.ready("20260610_1400_jazz.mp3", 60);
    assertThat(playout.nextOnMain()).isEqualTo("20260610_1400_jazz.mp3");
  }

  @Test
  void aProgrammeThatWasTakenAwayDoesNotPlay() throws IOException {
    playout.ready("20260610_1400_jazz.mp3", 60);
    playout.cues.drop("20260610_1400_jazz.mp3");
    playout.clock.moveTo("2026-06-10T13:00:00Z");
    assertThat(playout.due()).isEmpty();
  }

  @Test
  void aFileThatCannotBePlayedGivesWayToTheOtherOneOfItsSlot() throws IOException {
    playout.ready("20260610_1400_jazz.mp3", 60);
    playout.ready("20260610_1400_jazz.wav", 60);
    playout.clock.moveTo("2026-06-10T13:00:00Z");
    Cue bad = playout.due().get(0);
    assertThat(bad.programme()).isEqualTo("20260610_1400_jazz.mp3");
    playout.cues.withdraw(bad);
    playout.onAir.failed(bad);
    assertThat(playout.due()).extracting(Cue::programme).containsExactly("20260610_1400_jazz.wav");
  }

  @Test
  void aFileThatCouldNotBePlayedPlaysOnceItIsMadeAgain() throws IOException {
    playout.ready("20260610_1400_jazz.mp3", 60);
    playout.clock.moveTo("2026-06-10T13:00:00Z");
    Cue bad = playout.due().get(0);
    playout.cues.withdraw(bad);
    playout.onAir.failed(bad);
    assertThat(playout.due()).isEmpty();
    playout.ready("20260610_1400_jazz.mp3", 60);
    assertThat(playout.due()).containsExactly(bad);
  }

  @Test
  void whatIsOnTheAirIsNotExchangedByANewerUpload() throws IOException {
    playout.ready("20260610_1400_jazz.mp3", 60);
    playout.clock.moveTo("2026-06-10T13:10:00Z");
    playout.due();
    playout.ready("20260610_1400_jazz.mp3", 50);
    assertThat(playout.due()).isEmpty();
  }

  @Test
  void aRestartFindsWhatWasReady() throws IOException {
    playout.ready("20260610_1400_jazz.mp3", 60);
    Files.createDirectories(home.resolve("ready/damaged"));
    playout.restart();
    playout.clock.moveTo("2026-06-10T13:10:00Z");
    assertThat(playout.due()).hasSize(2);
  }

  @Test
  void ofTwoVersionsThatACrashLeftTheNewerOnePlaysAfterARestart() throws IOException {
    Instant made = playout.clock.instant();
    for (int minutes : new int[] {50, 60, 40}) {
      Path folder =
          playout.prepared("ready", "20260610_1400_jazz.mp3", "" + minutes, minutes).folder();
      made = made.plusSeconds(minutes == 40 ? -600 : 60);
      Files.setLastModifiedTime(folder, FileTime.from(made));
    }
    playout.restart();
    playout.clock.moveTo("2026-06-10T13:00:00Z");
    assertThat(playout.due())
        .extracting(cue -> cue.file().getParent().getFileName().toString())
        .containsOnly("20260610_1400_jazz.mp3-60");
  }
}
