package radio.nightshift.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.disk.FolderTree;
import radio.nightshift.programme.Choice;
import radio.nightshift.programme.Cue;

/** Cues are made for the days about now, however much is ready for later. */
class CueBookTest {
  private static final String TODAY = "20260610_1400_jazz.mp3";

  @TempDir Path home;
  private MadeUpPlayout playout;

  @BeforeEach
  void playout() throws IOException {
    playout = new MadeUpPlayout(home);
    playout.ready(TODAY, 60);
  }

  @Test
  void whatGetsReadyForAnotherMonthIsNotArrangedAtOnce() throws IOException {
    FolderTree.delete(home.resolve("ready").resolve(TODAY + "-60"));
    playout.ready("20260810_1400_rock.mp3", 60);
    assertThat(playout.nextOnMain()).as("nothing was looked at again").isEqualTo(TODAY);
    playout.ready("20260610_1500_folk.mp3", 60);
    assertThat(playout.nextOnMain()).isEqualTo("20260610_1500_folk.mp3");
  }

  @Test
  void atAStartWhatIsOfTheseDaysIsReadFirst() throws IOException {
    playout.ready("20260810_1400_rock.mp3", 60);
    playout.begin();
    playout.cues.loadNear();
    assertThat(playout.nextOnMain()).isEqualTo(TODAY);
    playout.clock.moveTo("2026-07-10T12:00:00Z");
    assertThat(playout.onAir.outlook()).isEqualTo("no programme is ready to come");
    playout.cues.load();
    assertThat(playout.onAir.outlook()).contains("20260810_1400_rock.mp3");
  }

  @Test
  void itIsArrangedWhenItsTimeComes() throws IOException {
    playout.ready("20260810_1400_rock.mp3", 60);
    playout.clock.moveTo("2026-08-10T12:59:52Z");
    playout.cues.follow();
    assertThat(playout.due()).extracting(Cue::programme).containsOnly("20260810_1400_rock.mp3");
    playout.clock.moveTo("2026-06-10T12:59:52Z");
    playout.cues.follow();
    assertThat(playout.due()).as("set back").extracting(Cue::programme).containsOnly(TODAY);
  }

  @Test
  void anEarlierEditionPlaysInASlotHoweverOldItIs() throws IOException {
    playout.slot("2026-12-10T14:00:00Z", "jazz");
    playout.clock.moveTo("2026-12-10T14:10:00Z");
    playout.cues.follow();
    assertThat(playout.due()).extracting(Cue::programme).containsOnly(TODAY);
  }

  @Test
  void theOutlookNamesTheNextOneHoweverFarAhead() throws IOException {
    playout.ready("20270810_1400_rock.mp3", 60);
    assertThat(playout.onAir.outlook()).contains(TODAY, "2026-06-10T13:00:00Z");
    playout.clock.moveTo("2026-06-10T15:00:00Z");
    assertThat(playout.onAir.outlook()).contains("20270810_1400_rock.mp3");
    playout.clock.moveTo("2027-08-10T15:00:00Z");
    assertThat(playout.onAir.outlook()).isEqualTo("no programme is ready to come");
  }

  @Test
  void aConflictIsKnownHoweverFarAheadItIs() throws IOException {
    assertThat(playout.cues.conflicts()).isEmpty();
    playout.ready("20270810_1400_rock.mp3", 60);
    playout.ready("20270810_1400_folk.mp3", 60);
    assertThat(playout.cues.conflicts())
        .singleElement()
        .extracting(Choice::note)
        .asString()
        .contains("20270810_1400_rock.mp3");
  }
}
