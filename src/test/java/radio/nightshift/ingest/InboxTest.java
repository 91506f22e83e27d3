package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.programme.Timetable;
import radio.nightshift.programme.UnusableFileException;
import radio.nightshift.support.MovableClock;

class InboxTest {
  private static final String NAME = "20260610_1400_jazz.mp3";

  @TempDir Path home;
  @TempDir Path incoming;
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T12:00:00Z");

  @Test
  void aFileIsTakenOutOfItsFolderUnderItsName() throws Exception {
    assertThat(receive(NAME, "one")).isEqualTo(home.resolve("inbox").resolve(NAME).toString());
    assertThat(inbox().holds(NAME)).isTrue();
    assertThat(inbox().size(NAME)).isEqualTo(3);
    assertThat(incoming).isEmptyDirectory();
  }

  @Test
  void whatIsNotThereHasNoSize() {
    assertThat(inbox().holds(NAME)).isFalse();
    assertThat(inbox().size(NAME)).isEqualTo(-1);
  }

  @Test
  void anOlderFileOfThatNameIsKeptWithItsTimeHoweverOftenItComes() throws Exception {
    for (String content : List.of("first", "second", "third", "fourth")) {
      receive(NAME, content);
    }
    assertThat(content("inbox", NAME)).isEqualTo("fourth");
    assertThat(names("replaced"))
        .as("the clock stands, and none overwrites another")
        .containsExactly(
            "20260610T120000.000Z_" + NAME,
            "20260610T120000.001Z_" + NAME,
            "20260610T120000.002Z_" + NAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jazz.mp3", "20260610_1400.mp3", "20260230_1400_jazz.mp3", "20260610_1400_jazz"})
  void aFileThatSaysNoAirTimeIsRefusedAndStaysUntilItIsRejected(String name) throws Exception {
    Files.writeString(incoming.resolve(name), "x");
    assertThatThrownBy(() -> inbox().receive(incoming.resolve(name).toString()))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining(name);
    assertThat(incoming.resolve(name)).exists();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aRejectedFileLiesBesideItsReason() throws Exception {
    receive(NAME, "noise");
    reject(NAME, "'jazz' is noise.");
    assertThat(content("rejected", NAME)).isEqualTo("noise");
    assertThat(content("rejected", NAME + ".txt")).isEqualTo("'jazz' is noise.\n");
    assertThat(names("inbox")).isEmpty();
  }

  @Test
  void oneThatIsRejectedAgainKeepsTheFirst() throws Exception {
    for (String content : List.of("first", "second")) {
      receive(NAME, content);
      reject(NAME, content);
      clock.step(Duration.ofSeconds(1));
    }
    assertThat(content("rejected", NAME)).isEqualTo("first");
    assertThat(content("rejected", "20260610T120001.000Z_" + NAME)).isEqualTo("second");
    assertThat(content("rejected", "20260610T120001.000Z_" + NAME + ".txt")).isEqualTo("second\n");
  }

  @Test
  void theOlderUploadComesBackIfTheOneThatReplacedItIsRejected() throws Exception {
    for (String content : List.of("oldest", "older", "spoilt")) {
      receive(NAME, content);
      clock.step(Duration.ofSeconds(1));
    }
    reject(NAME, "spoilt");
    assertThat(content("inbox", NAME)).isEqualTo("older");
    assertThat(names("replaced")).singleElement().asString().endsWith(NAME);
  }

  @Test
  void aFileThatHasGoneMeanwhileIsRejectedWithoutFurtherTrouble() throws Exception {
    reject(NAME, "it is noise");
    assertThat(names("rejected")).isEmpty();
  }

  @Test
  void oneThatItsSenderWithdrawsIsKept() throws Exception {
    receive(NAME, "one");
    inbox().withdraw(NAME);
    inbox().withdraw("20260610_1500_not-here.mp3");
    assertThat(names("inbox")).isEmpty();
    assertThat(names("replaced")).containsExactly("20260610T120000.000Z_" + NAME);
  }

  @Test
  void aCopyIsDeletedForGood() throws Exception {
    receive(NAME, "one");
    inbox().delete(NAME);
    inbox().delete(NAME);
    assertThat(names("inbox")).isEmpty();
    assertThat(home.resolve("replaced")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "𝄞"})
  void aNameAsLongAsFileSystemsTakeIsCutShortForItsTimeAndItsReason(String letter)
      throws Exception {
    String head = "20260610_1400_";
    int room = 255 - head.length() - ".mp3".length();
    String name =
        head + letter.repeat(room / letter.getBytes(StandardCharsets.UTF_8).length) + ".mp3";
    receive(name, "first");
    receive(name, "second");
    reject(name, "noise");
    assertThat(names("rejected")).hasSize(2).contains(name).anyMatch(one -> one.endsWith(".txt"));
    assertThat(Stream.of("rejected", "replaced").flatMap(this::stream))
        .allMatch(one -> one.getBytes(StandardCharsets.UTF_8).length <= 255);
  }

  private Inbox inbox() {
    WrittenFiles written =
        new WrittenFiles(new Timetable(ZoneOffset.UTC, clock), Duration.ofSeconds(2));
    return new Inbox(
        home,
        new Takeover(new Originals(incoming, written)),
        new WatchedFiles(written, file -> {}),
        clock);
  }

  private String receive(String name, String content) throws Exception {
    return inbox().receive(Files.writeString(incoming.resolve(name), content).toString());
  }

  private void reject(String name, String reason) throws IOException {
    inbox().reject(new UnusableFileException(home.resolve("inbox").resolve(name), reason));
  }

  private String content(String folder, String name) throws IOException {
    return Files.readString(home.resolve(folder).resolve(name));
  }

  private List<String> names(String folder) {
    return stream(folder).toList();
  }

  private Stream<String> stream(String folder) {
    String[] names = home.resolve(folder).toFile().list();
    return names == null ? Stream.of() : Stream.of(names).sorted();
  }
}
