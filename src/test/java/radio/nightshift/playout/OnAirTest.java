package radio.nightshift.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Conditions;
import radio.nightshift.disk.FolderTree;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.Edit;
import radio.nightshift.programme.Mount;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.programme.ReadyFolder;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Slot;
import radio.nightshift.programme.Timetable;
import radio.nightshift.programme.UsedUpload;
import radio.nightshift.support.LogLines;
import radio.nightshift.support.MovableClock;

class OnAirTest {
  private static final Encoding MP3 = new Encoding(Codec.MP3, 128, 44100, 2);
  private static final Encoding OPUS = new Encoding(Codec.OPUS, 64, 48000, 2);

  private static final Duration HEAD_START = Duration.ofSeconds(12);

  @TempDir Path home;
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T12:00:00Z");
  private final List<Mount> mounts = List.of(mount("main", MP3), mount("opus", OPUS));
  private final Timetable timetable = new Timetable(ZoneId.of("Europe/London"), clock);
  private final Conditions conditions = Conditions.unkept(clock);
  private ReadyFolder ready;
  private CueBook cues;
  private OnAir onAir;

  @BeforeEach
  void station() {
    ready = new ReadyFolder(home, List.of(MP3, OPUS));
    cues = new CueBook(ready, timetable, mounts);
    onAir = new OnAir(cues, mounts, clock);
  }

  @Test
  void nothingIsDueWithoutFiles() {
    assertThat(onAir.due(HEAD_START)).isEmpty();
  }

  @Test
  void aProgrammeIsHandedToEveryMountShortlyBeforeItsStartAndOnce() throws IOException {
    ready("20260610_1400_jazz.mp3", 60);
    clock.moveTo("2026-06-10T12:59:40Z");
    assertThat(onAir.due(HEAD_START)).as("20 s before").isEmpty();
    clock.moveTo("2026-06-10T12:59:52Z");
    assertThat(onAir.due(HEAD_START))
        .as("8 s before")
        .extracting(Cue::mount)
        .containsExactly("main", "opus");
    assertThat(onAir.due(HEAD_START)).as("asked again").isEmpty();
  }

  @Test
  void aProgrammeThatShouldBeRunningIsDueAtOnce() throws IOException {
    ready("20260610_1400_jazz.mp3", 60);
    clock.moveTo("2026-06-10T13:40:00Z");
    assertThat(onAir.due(HEAD_START))
        .extracting(Cue::start)
        .containsOnly(Instant.parse("2026-06-10T13:00:00Z"));
  }

  @Test
  void aProgrammeThatIsOverIsNotDue() throws IOException {
    ready("20260610_1400_jazz.mp3", 60);
    clock.moveTo("2026-06-10T14:00:00Z");
    assertThat(onAir.due(HEAD_START)).isEmpty();
  }

  @Test
  void aProgrammeLeavesBeforeTheHourSoThatTheNewsIsFree() throws IOException {
    ready("20260610_1400_jazz.mp3", 60);
    clock.moveTo("2026-06-10T13:58:44Z");
    assertThat(onAir.due(HEAD_START))
        .extracting(Cue::end)
        .containsOnly(Instant.parse("2026-06-10T13:58:45Z"));
  }

  @Test
  void aSlotWithoutItsFileGetsTheLatestEarlierEditionAndItsOwnAsSoonAsItIsReady()
      throws IOException {
    ready("20260603_1400_jazz.mp3", 60);
    slot("2026-06-10T13:00:00Z", "jazz");
    clock.moveTo("2026-06-10T12:59:40Z");
    assertThat(nextOnMain()).isEqualTo("20260603_1400_jazz.mp3");
    ready("20260610_1400_jazz.mp3", 60);
    assertThat(nextOnMain()).isEqualTo("20260610_1400_jazz.mp3");
  }

  @Test
  void aFileOfAnotherProgrammeDoesNotPlayInASlot() throws IOException {
    ready("20260610_1400_rock.mp3", 60);
    slot("2026-06-10T13:00:00Z", "jazz");
    clock.moveTo("2026-06-10T13:00:00Z");
    assertThat(onAir.due(HEAD_START)).isEmpty();
    new Remarks(cues, conditions, clock).report();
    assertThat(conditions.all())
        .singleElement()
        .extracting(Condition::text)
        .asString()
        .contains("jazz", "20260610_1400_rock.mp3", "take it away");
  }

  @Test
  void aRemarkIsRaisedOnceWithinTheHourBeforeAndClearedOnce() throws IOException {
    slot("2026-06-10T13:00:00Z", "jazz");
    Remarks remarks = new Remarks(cues, conditions, clock);
    try (LogLines log = LogLines.open()) {
      clock.moveTo("2026-06-10T11:59:00Z");
      remarks.report();
      assertThat(log.all()).as("earlier").isEmpty();
      clock.moveTo("2026-06-10T12:00:30Z");
      remarks.report();
      remarks.report();
      assertThat(log.all())
          .containsExactly(
              "ERROR 'jazz' at 2026-06-10T13:00:00Z: there is no '20260610_1400_jazz.mp3' and no earlier"
                  + " edition; upload one.");
      clock.moveTo("2026-06-10T12:05:30Z");
      ready("20260610_1400_jazz.mp3", 60);
      remarks.report();
      remarks.report();
      assertThat(log.all()).hasSize(2).last().asString().startsWith("INFO Over after 5 minutes: ");
    }
  }

  @Test
  void whatIsMissingIsOverWhenItsTimeHasCome() throws IOException {
    slot("2026-06-10T13:00:00Z", "jazz");
    Remarks remarks = new Remarks(cues, conditions, clock);
    clock.moveTo("2026-06-10T13:00:00Z");
    remarks.report();
    assertThat(conditions.all()).hasSize(1);
    clock.moveTo("2026-06-10T13:00:01Z");
    remarks.report();
    assertThat(conditions.all()).isEmpty();
  }

  @Test
  void twoHalvesFollowOneAnotherAndTheSecondNeverStartsEarly() throws IOException {
    ready("20260610_1400_a.mp3", 20);
    ready("20260610_1430_b.mp3", 29);
    clock.moveTo("2026-06-10T13:00:00Z");
    Cue first = onAir.due(HEAD_START).get(0);
    Cue second = cues.after(first).orElseThrow();
    assertThat(first.end()).isEqualTo(Instant.parse("2026-06-10T13:20:00Z"));
    assertThat(second.start()).isEqualTo(Instant.parse("2026-06-10T13:30:00Z"));
    assertThat(second.end()).isEqualTo(Instant.parse("2026-06-10T13:58:45Z"));
  }

  @Test
  void aProgrammeThatWasTakenAwayDoesNotPlay() throws IOException {
    ready("20260610_1400_jazz.mp3", 60);
    cues.drop("20260610_1400_jazz.mp3");
    clock.moveTo("2026-06-10T13:00:00Z");
    assertThat(onAir.due(HEAD_START)).isEmpty();
  }

  @Test
  void aProgrammeDoesNotComeBackAfterOneThatCutIn() throws IOException {
    ready("20260610_1400_long.mp3", 60);
    ready("20260610_1430_short.mp3", 10);
    clock.moveTo("2026-06-10T13:45:00Z");
    assertThat(onAir.due(HEAD_START)).isEmpty();
  }

  @Test
  void aCueThatLeftBeforeItsEndIsRestoredByTheNextAsking() throws IOException {
    ready("20260610_1400_jazz.mp3", 60);
    clock.moveTo("2026-06-10T13:10:00Z");
    Cue cue = onAir.due(HEAD_START).get(0);
    onAir.over(asRun(cue, Outcome.STOPPED));
    assertThat(onAir.due(HEAD_START)).containsExactly(cue);
  }

  @Test
  void aCueThatWasPlayedToItsEndIsNotStartedForItsLastMoment() throws IOException {
    ready("20260610_1400_jazz.mp3", 60);
    clock.moveTo("2026-06-10T13:58:44.990Z");
    Cue cue = onAir.due(HEAD_START).get(0);
    onAir.over(asRun(cue, Outcome.PLAYED));
    assertThat(onAir.due(HEAD_START)).extracting(Cue::mount).doesNotContain("main");
  }

  @Test
  void aFileThatCannotBePlayedGivesWayToTheOtherOneOfItsSlot() throws IOException {
    ready("20260610_1400_jazz.mp3", 60);
    ready("20260610_1400_jazz.wav", 60);
    clock.moveTo("2026-06-10T13:00:00Z");
    Cue bad = onAir.due(HEAD_START).get(0);
    assertThat(bad.programme()).isEqualTo("20260610_1400_jazz.mp3");
    cues.withdraw(bad);
    onAir.failed(bad);
    assertThat(onAir.due(HEAD_START))
        .extracting(Cue::programme)
        .containsExactly("20260610_1400_jazz.wav");
  }

  @Test
  void aFileThatCouldNotBePlayedPlaysOnceItIsMadeAgain() throws IOException {
    ready("20260610_1400_jazz.mp3", 60);
    clock.moveTo("2026-06-10T13:00:00Z");
    Cue bad = onAir.due(HEAD_START).get(0);
    cues.withdraw(bad);
    onAir.failed(bad);
    assertThat(onAir.due(HEAD_START)).isEmpty();
    ready("20260610_1400_jazz.mp3", 60);
    assertThat(onAir.due(HEAD_START)).containsExactly(bad);
  }

  @Test
  void whatIsOnTheAirIsNotExchangedByANewerUpload() throws IOException {
    ready("20260610_1400_jazz.mp3", 60);
    clock.moveTo("2026-06-10T13:10:00Z");
    onAir.due(HEAD_START);
    ready("20260610_1400_jazz.mp3", 50);
    assertThat(onAir.due(HEAD_START)).isEmpty();
  }

  @Test
  void theCueSheetNamesWhatFollowsOnTheSameMount() throws IOException {
    ready("20260610_1400_a.mp3", 60);
    ready("20260610_1500_b.mp3", 60);
    clock.moveTo("2026-06-10T13:00:00Z");
    Cue first = onAir.due(HEAD_START).get(0);
    assertThat(cues.after(first)).map(Cue::programme).contains("20260610_1500_b.mp3");
    assertThat(cues.after(cues.after(first).orElseThrow())).isEmpty();
  }

  @Test
  void aRestartFindsWhatWasReady() throws IOException {
    ready("20260610_1400_jazz.mp3", 60);
    Files.createDirectories(home.resolve("ready/damaged"));
    station();
    cues.load();
    clock.moveTo("2026-06-10T13:10:00Z");
    assertThat(onAir.due(HEAD_START)).hasSize(2);
  }

  @Test
  void ofTwoVersionsThatACrashLeftTheNewerOnePlaysAfterARestart() throws IOException {
    Instant made = clock.instant();
    for (int minutes : new int[] {50, 60, 40}) {
      Path folder = prepared("ready", "20260610_1400_jazz.mp3", "" + minutes, minutes).folder();
      made = made.plusSeconds(minutes == 40 ? -600 : 60);
      Files.setLastModifiedTime(folder, FileTime.from(made));
    }
    station();
    cues.load();
    clock.moveTo("2026-06-10T13:00:00Z");
    assertThat(onAir.due(HEAD_START))
        .extracting(cue -> cue.file().getParent().getFileName().toString())
        .containsOnly("20260610_1400_jazz.mp3-60");
  }

  private void slot(String start, String pid) {
    Instant from = Instant.parse(start);
    timetable.update(
        Schedule.of(List.of(new Slot(pid, pid, from, from.plus(Duration.ofHours(1))))));
    cues.follow();
  }

  private String nextOnMain() {
    return cues.between(mounts.get(0), clock.instant(), Instant.MAX).get(0).programme();
  }

  private void ready(String source, int minutes) throws IOException {
    FolderTree.delete(home.resolve("ready").resolve(source + "-" + minutes));
    PreparedProgramme programme = ready.take(prepared("work", source, "1", minutes));
    cues.add(programme);
  }

  private PreparedProgramme prepared(String place, String source, String version, int minutes)
      throws IOException {
    Path folder = Files.createDirectories(home.resolve(place).resolve(source + "-" + minutes));
    for (Mount mount : mounts) {
      Files.writeString(folder.resolve(mount.encoding().fileName()), "audio");
    }
    PreparedProgramme programme =
        new PreparedProgramme(
            folder,
            List.of(new UsedUpload(source, version, Duration.ofMinutes(minutes))),
            new Edit(null, Duration.ofDays(1), Duration.ofDays(1), false),
            "r",
            false,
            "Jazz",
            Duration.ofMinutes(minutes),
            "");
    programme.write(Map.of());
    return programme;
  }

  private static AsRun asRun(Cue cue, Outcome outcome) {
    return new AsRun(UUID.randomUUID(), cue, outcome, Duration.ZERO, cue.start(), cue.end(), 1, 0);
  }

  private static Mount mount(String name, Encoding encoding) {
    return new Mount(name, "localhost", 8000, "/" + name, false, "source", "secret", encoding);
  }
}
