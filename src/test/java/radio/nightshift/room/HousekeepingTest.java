package radio.nightshift.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.check.Folder;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Conditions;
import radio.nightshift.support.MovableClock;

/** What the station looks after whatever rooms are on. */
class HousekeepingTest {
  private static final Instant NOW = Instant.parse("2026-06-10T12:00:00Z");

  @TempDir Path home;
  private final MovableClock clock = MovableClock.standingAt("" + NOW);
  private final Conditions conditions = Conditions.unkept(clock);

  private Path letter(String name, Duration age) throws Exception {
    Path letter = Files.createDirectories(home.resolve("dead-letter")).resolve(name);
    Files.writeString(letter, "why");
    Files.setLastModifiedTime(letter, FileTime.from(NOW.minus(age)));
    return letter;
  }

  @Test
  void aRouteThatGaveUpIsAConditionUntilItsFileIsDeletedOrADayOld() throws Exception {
    Path first = letter("prepare-scan-0123456789ABCDE-0000000000000001.txt", Duration.ofHours(1));
    letter("prepare-scan-0123456789ABCDE-0000000000000002.txt", Duration.ofHours(2));
    letter("ingest-poll-0123456789ABCDE-0000000000000003.txt", Duration.ofHours(25));
    letter("somebody's notes.txt", Duration.ZERO);
    DeadLetters letters = new DeadLetters(home);
    letters.look(NOW, conditions);
    letters.look(NOW, conditions);
    assertThat(conditions.all())
        .singleElement()
        .extracting(Condition::text)
        .asString()
        .contains("The route prepare-scan has failed and given up", "dead-letter");
    letters.look(NOW.plus(Duration.ofHours(22)), conditions);
    assertThat(conditions.all()).as("an hour before the older one is a day old").hasSize(1);
    Files.delete(first);
    letters.look(NOW.plus(Duration.ofHours(22)), conditions);
    assertThat(conditions.all()).as("the other one is a day old").isEmpty();
  }

  @Test
  void aRunThatDidNotComeToItsEndIsAConditionForAnHour() {
    LastRun first = LastRun.begin(home, NOW, conditions);
    assertThat(conditions.all()).as("after a first start").isEmpty();
    first.end();
    LastRun.begin(home, NOW, conditions);
    assertThat(conditions.all()).as("after a stop in order").isEmpty();
    LastRun third = LastRun.begin(home, NOW.plusSeconds(60), conditions);
    assertThat(conditions.all())
        .singleElement()
        .extracting(Condition::words)
        .isEqualTo(
            "The station that was started at 2026-06-10T12:00:00Z has not come to its end: it was"
                + " killed, or the machine went down");
    third.look(NOW.plus(Duration.ofMinutes(59)), conditions);
    assertThat(conditions.all()).hasSize(1);
    third.look(NOW.plus(Duration.ofMinutes(61)), conditions);
    assertThat(conditions.all()).isEmpty();
  }

  @Test
  void aDiskWithTooLittleRoomIsAConditionUntilThereIsMore() {
    new StationDisk(new Folder("station.home", home, 100), conditions).look();
    assertThat(conditions.all())
        .singleElement()
        .extracting(Condition::words)
        .asString()
        .contains("GB are free below '" + home, "less than station.disk (100.0 %)");
    new StationDisk(new Folder("station.home", home, 0), conditions).look();
    assertThat(conditions.all()).isEmpty();
  }
}
