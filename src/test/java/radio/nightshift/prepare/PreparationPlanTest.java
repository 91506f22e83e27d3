package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.Fit;
import radio.nightshift.programme.ReadyFolder;

/** What is to be produced of which files. */
class PreparationPlanTest {
  private static final Duration LATEST = Duration.ofMinutes(10);

  @TempDir Path home;
  @TempDir Path folder;

  /** The first file is the one that has come or is asked for. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          one file plays at its stamp       | 12:00 | 1410_a 12:00              |                            | 1410_a at 14:10 leave 29:52
          one that is long fades            | 12:00 | 1400_a 59:00              |                            | 1400_a at 14:00 fade 58:32 leave 58:45
          two halves are one hour           | 12:00 | 1400_a 28:00; 1430_b 29:00|                            | 1400_a+1430_b at 14:00 second 30:00 fade 58:32 leave 58:45
          of each half the hour is planned  | 12:00 | 1430_b 29:00; 1400_a 28:00|                            | 1400_a+1430_b at 14:00 second 30:00 fade 58:32 leave 58:45
          half past is no hour with the next| 12:00 | 1430_a 28:00; 1500_b 29:00|                            | 1430_a at 14:30 leave 29:52
          a long one is no half             | 12:00 | 1400_a 34:00; 1430_b 29:00|                            | 1400_a at 14:00 fade 58:32 leave 58:45; 1430_b at 14:30 leave 29:52
          there is no time to level         | 14:05 | 1410_a 12:00              |                            | 1410_a at 14:10 leave 29:52 quick
          ten minutes before is too late    | 14:00 | 1410_a 12:00              |                            | 1410_a at 14:10 leave 29:52 quick
          eleven minutes before is not      | 13:59 | 1410_a 12:00              |                            | 1410_a at 14:10 leave 29:52
          what is on the air is urgent      | 14:15 | 1410_a 12:00              |                            | 1410_a at 14:10 leave 29:52 quick
          what is over is not               | 15:00 | 1410_a 12:00              |                            | 1410_a at 14:10 leave 29:52
          halves in a hurry are two         | 13:55 | 1400_a 28:00; 1430_b 29:00|                            | 1400_a at 14:00 leave 30:00 quick; 1430_b at 14:30 leave 28:45
          an earlier edition takes a slot   | 12:00 | 1100_a 12:00              | 14:10-14:40 a              | 1100_a at 11:00 leave 29:52; 1100_a at 14:10 leave 29:52
          not if the slot has its own       | 12:00 | 1100_a 12:00; 1410_a 12:00| 14:10-14:40 a              | 1100_a at 11:00 leave 29:52
          what loses to a slot is kept ready| 12:00 | 1410_b 12:00; 1410_a 12:00| 14:10-14:40 a              | 1410_b at 14:10 leave 29:52
          """)
  void whatIsProducedFollowsFromTheRunningOrder(
      String why, String now, String files, String slots, String expected) throws Exception {
    MadeUpInbox inbox = new MadeUpInbox(folder, now).with(files);
    if (slots != null) {
      inbox.scheduled(slots);
    }
    assertThat(plan(inbox, files.split(" ")[0])).as(why).isEqualTo(MadeUpInbox.rows(expected));
  }

  @Test
  void aProgrammeIsFilledUpToTheEndOfItsSlotWhichIsPartOfTheAssignment() throws Exception {
    MadeUpInbox inbox =
        new MadeUpInbox(folder, "12:00", Fit.slotEnd(Duration.ofSeconds(4)))
            .with("1410_a 12:00")
            .scheduled("14:10-14:40 a");
    assertThat(plan(inbox, "1410_a")).containsExactly("1410_a at 14:10 leave 30:00 filled");
    assertThat(inPlan(inbox, "1410_a").get(0).slot()).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void aFileThatIsNotInspectedOrHasGoneComesToNothing() throws Exception {
    MadeUpInbox inbox = new MadeUpInbox(folder, "12:00").with("1410_a 12:00");
    assertThat(plan(inbox, "1510_b")).isEmpty();
    Files.delete(inbox.path("1410_a"));
    assertThat(plan(inbox, "1410_a")).isEmpty();
  }

  @Test
  void aChangeOfTheScheduleIsFollowed() throws Exception {
    MadeUpInbox inbox = new MadeUpInbox(folder, "12:00").with("1100_a 12:00");
    PreparationPlan plan = planner(inbox);
    assertThat(plan.of(inbox.paths("1100_a"))).hasSize(1);
    inbox.scheduled("14:10-14:40 a");
    assertThat(plan.of(inbox.paths("1100_a"))).hasSize(2);
  }

  private List<String> plan(MadeUpInbox inbox, String name) throws Exception {
    return inPlan(inbox, name).stream().map(MadeUpInbox::written).toList();
  }

  private List<Assignment> inPlan(MadeUpInbox inbox, String name) throws Exception {
    return List.copyOf(planner(inbox).of(inbox.paths(name)));
  }

  private PreparationPlan planner(MadeUpInbox inbox) {
    ReadyFolder ready = new ReadyFolder(home, List.of(new Encoding(Codec.MP3, 128, 44_100, 2)));
    return new PreparationPlan(ready, inbox.probedFiles, inbox.timetable, LATEST);
  }
}
