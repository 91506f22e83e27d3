package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.condition.Conditions;
import radio.nightshift.support.MovableClock;

/** What a watchdog has started is known after a restart, and of another backup nothing is. */
class StartNoteTest {
  @TempDir Path home;

  private final Conditions conditions = Conditions.unkept(MovableClock.running());

  @Test
  void whatIsNotedOutlivesTheProcess() {
    note("group a").starting(Map.of("before", "0"));
    assertThat(note("group a").facts()).contains(Map.of("before", "0"));
    assertThat(note("group b").facts()).as("what is noted of another backup").isEmpty();
    note("group a").remove();
    assertThat(note("group a").isThere()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "null", "{\"backup\":[1]}", "\u0000", "{\"backup\":1e999}"})
  void aFileThatIsNoNoteCountsAsNone(String text) throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), text);
    assertThat(note("group a").isThere()).isFalse();
    note("group a").starting(Map.of());
    assertThat(note("group a").isThere()).as("after it was written anew").isTrue();
  }

  @Test
  void aDiskThatTakesNothingIsSaidAndTheProcessStillKnows() throws Exception {
    Files.writeString(home.resolve("watchdog"), "a file in the folder's place");
    StartNote note = note("group a");
    note.starting(Map.of());
    assertThat(note.isThere()).isTrue();
    assertThat(conditions.all()).singleElement().asString().contains("see that there is room");
    Files.delete(home.resolve("watchdog"));
    note.write(Map.of());
    assertThat(conditions.all()).isEmpty();
  }

  @Test
  void whatIsSeenStoppedIsSureOnlyAfterAWhile() {
    StartNote patient = note("group a");
    assertThat(patient.sawStopped()).isFalse();
    assertThat(patient.sawStopped()).isFalse();
    StartNote hasty = new StartNote(file(), "group a", Duration.ZERO, conditions);
    assertThat(hasty.sawStopped()).isTrue();
  }

  private Path file() {
    return home.resolve("watchdog/backup");
  }

  private StartNote note(String backup) {
    return new StartNote(file(), backup, Duration.ofMinutes(1), conditions);
  }
}
