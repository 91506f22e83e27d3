package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.ReadyFolder;

/** Whose turn it is, for inspection and for production: that is decided when one is taken. */
class QueuesTest {
  @TempDir Path home;
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          what is soonest                     | 12:00 | 1510_a; 1410_b; 1900_c         |               | 1410_b 1510_a 1900_c
          what may be on the air now          | 14:20 | 1900_c; 1410_b; 1510_a         |               | 1410_b 1510_a 1900_c
          what was, the latest first          | 20:00 | 1200_a; 1900_c; 1410_b         |               | 1900_c 1410_b 1200_a
          an earlier edition for a slot       | 12:00 | 1510_a; 0400_b                 | 12:30-13:00 b | 0400_b 1510_a
          the slot's own before earlier ones  | 12:00 | 0400_b; 1230_b; 0500_b         | 12:30-13:00 b | 1230_b 0500_b 0400_b
          no edition for a slot before its own| 12:00 | 1510_b; 1410_a                 | 12:30-13:00 b | 1410_a 1510_b
          a slot that is over counts no more  | 12:00 | 0400_b; 1510_a                 | 11:30-12:00 b | 1510_a 0400_b
          """)
  void uploadsAreInspectedInTheOrderInWhichTheyMayBeOnTheAir(
      String what, String now, String files, String slots, String expected) {
    MadeUpInbox inbox = new MadeUpInbox(folder, now);
    if (slots != null) {
      inbox.scheduled(slots);
    }
    UploadQueue queue = new UploadQueue(inbox.probedFiles, inbox.timetable);
    List<String> names = MadeUpInbox.rows(files);
    queue.add(inbox.paths(names.toArray(String[]::new)));
    List<Path> taken = names.stream().map(name -> queue.next().file()).toList();
    assertThat(taken).as(what).containsExactlyElementsOf(paths(inbox, expected));
  }

  private static List<Path> paths(MadeUpInbox inbox, String names) {
    return List.of(names.split(" ")).stream().map(inbox::path).toList();
  }

  @Test
  void aMisnamedFileIsInspectedToo() {
    MadeUpInbox inbox = new MadeUpInbox(folder, "12:00");
    UploadQueue queue = new UploadQueue(inbox.probedFiles, inbox.timetable);
    Path misnamed = folder.resolve("jazz.mp3");
    queue.add(List.of(misnamed.toString(), inbox.path("1410_a").toString()));
    assertThat(queue.next().file()).isEqualTo(inbox.path("1410_a"));
    assertThat(queue.next().file()).isEqualTo(misnamed);
  }

  @Test
  void anUploadWaitsOnceHoweverOftenItIsAdded() {
    MadeUpInbox inbox = new MadeUpInbox(folder, "12:00");
    UploadQueue queue = new UploadQueue(inbox.probedFiles, inbox.timetable);
    String file = inbox.path("1410_a").toString();
    assertThat(queue.add(file)).containsExactly(file);
    assertThat(queue.add(List.of(file))).isEmpty();
    assertThat(queue.next().file()).hasToString(file);
    assertThat(queue.add(file)).as("once it is its turn").containsExactly(file);
  }

  @Test
  void oneMessageCallsForTheNextHoweverManyWait() {
    MadeUpInbox inbox = new MadeUpInbox(folder, "12:00");
    UploadQueue queue = new UploadQueue(inbox.probedFiles, inbox.timetable);
    assertThat(queue.callNext()).as("nothing waits").isFalse();
    assertThat(queue.add(inbox.paths("1410_a", "1510_b", "1610_c"))).hasSize(1);
    assertThat(queue.add(inbox.path("1710_d").toString())).as("a call is on its way").isEmpty();
    for (int left = 3; left > 0; left--) {
      queue.next();
      assertThat(queue.callNext()).as("%d are left", left).isTrue();
      assertThat(queue.callNext()).as("once").isFalse();
    }
    queue.next();
    assertThat(queue.callNext()).as("the last is taken").isFalse();
  }

  @Test
  void whatHasBecomeSoonestIsProducedNextWhateverCameFirst() throws Exception {
    MadeUpInbox inbox = new MadeUpInbox(folder, "12:00").with("1410_a 5:00");
    AssignmentQueue queue = queue(inbox);
    Assignment call = add(queue, inbox, "1410_a").get(0);
    inbox.with("1510_b 5:00; 1610_c 5:00; 1900_d 5:00");
    assertThat(add(queue, inbox, "1900_d")).as("a call is on its way").isEmpty();
    add(queue, inbox, "1610_c");
    add(queue, inbox, "1510_b");
    assertThat(queue.next(call).name()).contains("1410_a");
    // The next one's time has gone by while the first was produced.
    inbox.clock.moveTo("2026-06-10T15:20:00Z");
    List<String> rest = IntStream.range(0, 3).mapToObj(i -> queue.next(call).name()).toList();
    assertThat(rest)
        .extracting(name -> name.substring(9, 15))
        .containsExactly("1610_c", "1900_d", "1510_b");
    assertThat(queue.callNext(call)).isFalse();
  }

  @Test
  void whatIsQuickAndWhatIsNotAreTakenApart() throws Exception {
    MadeUpInbox inbox = new MadeUpInbox(folder, "14:05").with("1410_a 5:00; 1510_b 5:00");
    AssignmentQueue queue = queue(inbox);
    Assignment quick = add(queue, inbox, "1410_a").get(0);
    Assignment other = add(queue, inbox, "1510_b").get(0);
    assertThat(quick.queue()).isEqualTo("quick");
    assertThat(other.queue()).isEqualTo("programme");
    assertThat(queue.next(other)).isEqualTo(other);
    assertThat(queue.next(quick)).isEqualTo(quick);
  }

  @Test
  void anAssignmentWaitsOnceHoweverOftenItIsPlanned() throws Exception {
    MadeUpInbox inbox = new MadeUpInbox(folder, "12:00").with("1410_a 5:00");
    AssignmentQueue queue = queue(inbox);
    Assignment first = add(queue, inbox, "1410_a").get(0);
    assertThat(add(queue, inbox, "1410_a")).isEmpty();
    assertThat(queue.next(first)).isEqualTo(first);
    assertThat(add(queue, inbox, "1410_a")).containsExactly(first);
  }

  @Test
  void aChangeOfTheScheduleChangesTheOrder() {
    MadeUpInbox inbox = new MadeUpInbox(folder, "12:00");
    UploadQueue queue = new UploadQueue(inbox.probedFiles, inbox.timetable);
    queue.add(inbox.paths("0400_b", "1510_a"));
    inbox.scheduled("12:30-13:00 b");
    assertThat(queue.next().file()).isEqualTo(inbox.path("0400_b"));
  }

  private static List<Assignment> add(AssignmentQueue queue, MadeUpInbox inbox, String name)
      throws Exception {
    return queue.add(new InboxFiles(inbox.paths(name)));
  }

  private AssignmentQueue queue(MadeUpInbox inbox) {
    ReadyFolder ready = new ReadyFolder(home, List.of(new Encoding(Codec.MP3, 128, 44_100, 2)));
    return new AssignmentQueue(
        new PreparationPlan(ready, inbox.probedFiles, inbox.timetable, Duration.ofMinutes(10)),
        inbox.timetable);
  }
}
