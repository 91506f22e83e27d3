package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files wait for which, and for how long. */
class HalfHourPairingTest {
  private static final Duration LATEST = Duration.ofMinutes(30);

  @TempDir Path folder;

  /**
   * The first file has just been inspected; the others have been before. One that has to wait for
   * more than ten minutes is not sent on its way: {@code -}.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a first half waits                     | 12:00 | 1400_a 28:00               |                            | -             | waits
          a second half waits                    | 12:00 | 1430_b 28:00               |                            | -             | waits
          both are here                          | 12:00 | 1400_a 28:00; 1430_b 28:00 |                            | 1430_b 1400_a | goes on
          2000 s are a half                      | 12:00 | 1400_a 33:20               |                            | -             | waits
          one that is longer is not              | 12:00 | 1400_a 33:21               |                            | 1400_a        | goes on
          another minute is not                  | 12:00 | 1410_a 28:00               |                            | 1410_a        | goes on
          the next hour is another               | 12:00 | 1430_a 28:00; 1500_b 28:00 |                            | -             | waits
          the other is whole                     | 12:00 | 1400_a 28:00; 1430_b 40:00 |                            | 1400_a        | goes on
          the calendar has no second             | 12:00 | 1400_a 28:00               | 14:00-15:00 a              | 1400_a        | goes on
          the calendar has no first              | 12:00 | 1430_b 28:00               | 14:30-15:00 b              | 1430_b        | goes on
          the calendar has both                  | 12:00 | 1400_a 28:00               | 14:00-14:30 a; 14:30-15:00 b | -           | waits
          the calendar has neither               | 12:00 | 1400_a 28:00               | 16:00-17:00 c              | -             | waits
          its time is near                       | 13:30 | 1400_a 28:00               |                            | 1400_a        | goes on
          its time is not yet near               | 13:29 | 1400_a 28:00               |                            | 1400_a        | waits
          it is over                             | 20:00 | 1400_a 28:00               |                            | 1400_a        | goes on
          """)
  void aHalfWaitsForTheOtherAsLongAsThatMayCome(
      String why, String now, String files, String slots, String together, String verdict) {
    MadeUpInbox inbox = new MadeUpInbox(folder, now).with(files);
    if (slots != null) {
      inbox.scheduled(slots);
    }
    HalfHourPairing halves = new HalfHourPairing(inbox.probedFiles, inbox.timetable, LATEST);
    List<InboxFiles> all = halves.withOther(inspection(inbox, files.split(" ")[0]));
    assertThat(all)
        .as(why)
        .flatExtracting(InboxFiles::files)
        .containsExactlyElementsOf(
            together.equals("-") ? List.of() : inbox.paths(together.split(" ")));
    if (all.isEmpty()) {
      all = List.of(new InboxFiles(inbox.paths(files.split(" ")[0])));
    }
    Exchange gathered = null;
    for (InboxFiles one : all) {
      gathered = halves.aggregate(gathered, exchange(one));
    }
    assertThat(halves.isComplete(gathered)).as(why).isEqualTo(verdict.equals("goes on"));
    assertThat(all)
        .extracting(halves::hour)
        .as("one key")
        .hasSize(all.size())
        .containsOnly(halves.hour(all.get(0)));
  }

  @Test
  void itsPatienceEndsSoLongBeforeItsTime() {
    MadeUpInbox inbox = new MadeUpInbox(folder, "12:00").with("1400_a 28:00");
    HalfHourPairing halves = new HalfHourPairing(inbox.probedFiles, inbox.timetable, LATEST);
    InboxFiles half = new InboxFiles(inbox.paths("1400_a"));
    assertThat(Duration.ofMillis(halves.patience(exchange(half))))
        .isEqualTo(Duration.ofMinutes(90));
  }

  @Test
  void aFileThatHasGoneIsNotPassedOn() {
    MadeUpInbox inbox = new MadeUpInbox(folder, "12:00");
    HalfHourPairing halves = new HalfHourPairing(inbox.probedFiles, inbox.timetable, LATEST);
    assertThat(halves.withOther(inspection(inbox, "1400_a"))).isEmpty();
  }

  @Test
  void whatComesTwiceIsGatheredOnce() {
    MadeUpInbox inbox = new MadeUpInbox(folder, "12:00").with("1400_a 28:00; 1430_b 28:00");
    HalfHourPairing halves = new HalfHourPairing(inbox.probedFiles, inbox.timetable, LATEST);
    Exchange gathered = null;
    for (String name : List.of("1400_a", "1400_a", "1430_b")) {
      gathered = halves.aggregate(gathered, exchange(new InboxFiles(inbox.paths(name))));
    }
    assertThat(gathered.getMessage().getBody(InboxFiles.class).files())
        .isEqualTo(inbox.paths("1400_a", "1430_b"));
  }

  private static Inspection inspection(MadeUpInbox inbox, String name) {
    return inbox.probedFiles.inspection(inbox.path(name));
  }

  private static Exchange exchange(InboxFiles files) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setBody(files);
    return exchange;
  }
}
