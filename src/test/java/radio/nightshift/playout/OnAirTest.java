package radio.nightshift.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Cue;

/** Which cues are due when. */
class OnAirTest {
  @TempDir Path home;
  private MadeUpPlayout playout;

  @BeforeEach
  void playout() {
    playout = new MadeUpPlayout(home);
  }

  @Test
  void nothingIsDueWithoutFiles() {
    assertThat(playout.due()).isEmpty();
  }

  @Test
  void aProgrammeIsHandedToEveryMountShortlyBeforeItsStartAndOnce() throws IOException {
    playout.ready("20260610_1400_jazz.mp3", 60);
    playout.clock.moveTo("2026-06-10T12:59:40Z");
    assertThat(playout.due()).as("20 s before").isEmpty();
    playout.clock.moveTo("2026-06-10T12:59:52Z");
    assertThat(playout.due())
        .as("8 s before")
        .extracting(Cue::mount)
        .containsExactly("main", "opus");
    assertThat(playout.due()).as("asked again").isEmpty();
  }

  @Test
  void aProgrammeThatShouldBeRunningIsDueAtOnce() throws IOException {
    playout.ready("20260610_1400_jazz.mp3", 60);
    playout.clock.moveTo("2026-06-10T13:40:00Z");
    assertThat(playout.due())
        .extracting(Cue::start)
        .containsOnly(Instant.parse("2026-06-10T13:00:00Z"));
  }

  @Test
  void whileTheStationIsDrainedNothingIsDue() throws IOException {
    playout.ready("20260610_1400_jazz.mp3", 60);
    playout.clock.moveTo("2026-06-10T13:40:00Z");
    playout.draining = true;
    assertThat(playout.due()).isEmpty();
  }

  @Test
  void aProgrammeThatIsOverIsNotDue() throws IOException {
    playout.ready("20260610_1400_jazz.mp3", 60);
    playout.clock.moveTo("2026-06-10T14:00:00Z");
    assertThat(playout.due()).isEmpty();
  }

  @Test
  void aProgrammeLeavesBeforeTheHourSoThatTheNewsIsFree() throws IOException {
    playout.ready("20260610_1400_jazz.mp3", 60);
    playout.clock.moveTo("2026-06-10T13:58:44Z");
    assertThat(playout.due())
        .extracting(Cue::end)
        .containsOnly(Instant.parse("2026-06-10T13:58:45Z"));
  }

  @Test
  void twoHalvesFollowOneAnotherAndTheSecondNeverStartsEarly() throws IOException {
    playout.ready("20260610_1400_a.mp3", 20);
    playout.ready("20260610_1430_b.mp3", 29);
    playout.clock.moveTo("2026-06-10T13:00:00Z");
    Cue first = playout.due().get(0);
    Cue second = playout.cues.after(first).orElseThrow();
    assertThat(first.end()).isEqualTo(Instant.parse("2026-06-10T13:20:00Z"));
    assertThat(second.start()).isEqualTo(Instant.parse("2026-06-10T13:30:00Z"));
    assertThat(second.end()).isEqualTo(Instant.parse("2026-06-10T13:58:45Z"));
  }

  @Test
  void aProgrammeDoesNotComeBackAfterOneThatCutIn() throws IOException {
    playout.ready("20260610_1400_long.mp3", 60);
    playout.ready("20260610_1430_short.mp3", 10);
    playout.clock.moveTo("2026-06-10T13:45:00Z");
    assertThat(playout.due()).isEmpty();
  }

  @Test
  void aCueThatLeftBeforeItsEndIsRestoredByTheNextAsking() throws IOException {
    playout.ready("20260610_1400_jazz.mp3", 60);
    playout.clock.moveTo("2026-06-10T13:10:00Z");
    Cue cue = playout.due().get(0);
    playout.onAir.over(asRun(cue, Outcome.STOPPED));
    assertThat(playout.due()).containsExactly(cue);
  }

  @Test
  void aCueThatWasPlayedToItsEndIsNotStartedForItsLastMoment() throws IOException {
    playout.ready("20260610_1400_jazz.mp3", 60);
    playout.clock.moveTo("2026-06-10T13:58:44.990Z");
    Cue cue = playout.due().get(0);
    playout.onAir.over(asRun(cue, Outcome.PLAYED));
    assertThat(playout.due()).extracting(Cue::mount).doesNotContain("main");
  }

  @Test
  void theCueSheetNamesWhatFollowsOnTheSameMount() throws IOException {
    playout.ready("20260610_1400_a.mp3", 60);
    playout.ready("20260610_1500_b.mp3", 60);
    playout.clock.moveTo("2026-06-10T13:00:00Z");
    Cue first = playout.due().get(0);
    assertThat(playout.cues.after(first)).map(Cue::programme).contains("20260610_1500_b.mp3");
    assertThat(playout.cues.after(playout.cues.after(first).orElseThrow())).isEmpty();
  }

  private static AsRun asRun(Cue cue, Outcome outcome) {
    return new AsRun(UUID.randomUUID(), cue, outcome, Duration.ZERO, cue.start(), cue.end(), 1, 0);
  }
}
