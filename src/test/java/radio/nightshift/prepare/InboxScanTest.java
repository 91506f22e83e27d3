package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Conditions;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.Fit;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.programme.ReadyFolder;

/** For which files of the inbox the scan has something to do. */
class InboxScanTest {
  private static final Duration LATEST = Duration.ofMinutes(10);

  @TempDir Path home;
  @TempDir Path folder;
  private final Encoding encoding = new Encoding(Codec.MP3, 128, 44_100, 2);
  private MadeUpInbox inbox;
  private ReadyFolder ready;
  private PreparationPlan plan;
  private AssignmentQueue assignments;
  private RetryList retries;
  private InboxScan scan;

  @BeforeEach
  void scan() {
    scan(new MadeUpInbox(folder, "12:00"));
  }

  private void scan(MadeUpInbox of) {
    inbox = of;
    ready = new ReadyFolder(home, List.of(encoding));
    plan = new PreparationPlan(ready, inbox.probedFiles, inbox.timetable, LATEST);
    HalfHourPairing halves =
        new HalfHourPairing(inbox.probedFiles, inbox.timetable, LATEST.multipliedBy(3));
    retries = new RetryList(Conditions.unkept(inbox.clock));
    assignments = new AssignmentQueue(plan, inbox.timetable);
    scan = new InboxScan(inbox.probedFiles, halves, plan, assignments, retries);
  }

  @Test
  void whatIsNotInspectedIsFoundAndWhatIsReadyIsNot() throws IOException {
    Files.writeString(inbox.path("1310_x"), "not inspected");
    inbox.with("1410_a 12:00; 1510_b 12:00");
    produce("1410_a");
    assertFound("1310_x", "1510_b");
    produce("1510_b");
    assertFound("1310_x");
  }

  @Test
  void anUploadThatTookThePlaceOfAnotherIsFound() throws IOException {
    inbox.with("1410_a 12:00");
    produce("1410_a");
    Files.writeString(inbox.path("1410_a"), "another upload");
    assertFound("1410_a");
  }

  @Test
  void whatWasLostIsFound() throws IOException {
    inbox.with("1410_a 12:00");
    PreparedProgramme made = produce("1410_a");
    Files.delete(made.folder().resolve(encoding.fileName()));
    assertFound("1410_a");
  }

  @Test
  void whatHasFailedIsFoundThoughAnOlderOneIsReady() throws IOException {
    inbox.with("1410_a 12:00");
    produce("1410_a");
    retries.add(new InboxFiles(inbox.paths("1410_a")), new IOException("the disk is full"));
    assertFound("1410_a");
  }

  @Test
  void whatTheScheduleHasCutOtherwiseIsFound() throws IOException {
    scan(new MadeUpInbox(folder, "12:00", Fit.slotEnd(Duration.ofSeconds(4))));
    inbox.with("1410_a 12:00").scheduled("14:10-14:40 a");
    produce("1410_a");
    assertFound();
    inbox.scheduled("14:10-14:50 a");
    assertFound("1410_a");
  }

  @Test
  void whatWaitsToBeProducedIsNotFound() throws IOException {
    inbox.with("1410_a 12:00");
    List<Assignment> call = assignments.add(new InboxFiles(inbox.paths("1410_a")));
    assertFound();
    assignments.next(call.get(0));
    assertFound("1410_a");
  }

  @Test
  void aHalfIsFoundWhenItHasWaitedForItsOtherOne() throws IOException {
    inbox.with("1400_a 28:00");
    assertFound();
    inbox.clock.moveTo("2026-06-10T13:25:00Z");
    assertFound("1400_a");
  }

  @Test
  void aHalfWhoseOtherOneHasComeIsFound() throws IOException {
    inbox.with("1400_a 28:00; 1430_b 28:00");
    assertFound("1400_a", "1430_b");
    Files.delete(inbox.path("1430_b"));
    assertFound();
  }

  @Test
  void onlyTheQuickVersionIsReadyThoughThereIsTimeByNow() throws IOException {
    inbox.with("1410_a 12:00");
    inbox.clock.moveTo("2026-06-10T14:05:00Z");
    produce("1410_a");
    assertFound();
    inbox.clock.moveTo("2026-06-10T12:00:00Z");
    assertFound("1410_a");
    inbox.clock.moveTo("2026-06-10T18:00:00Z");
    assertFound();
  }

  private void assertFound(String... names) throws IOException {
    assertThat(scan.find()).containsExactlyInAnyOrderElementsOf(inbox.paths(names));
  }

  private PreparedProgramme produce(String name) throws IOException {
    Collection<Assignment> assignments = plan.of(inbox.paths(name));
    PreparedProgramme made = null;
    for (Assignment assignment : assignments) {
      Path place = Files.createDirectories(home.resolve("work").resolve(name));
      Files.writeString(place.resolve(encoding.fileName()), "audio");
      PreparedProgramme programme =
          new PreparedProgramme(
              place,
              assignment.parts(),
              assignment.edit(),
              "r",
              assignment.quick(),
              "",
              assignment.lasts(),
              "");
      programme.write(Map.of());
      made = ready.take(programme);
    }
    return made;
  }
}
