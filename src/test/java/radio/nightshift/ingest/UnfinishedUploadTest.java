package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Conditions;
import radio.nightshift.disk.FolderTree;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** Uploads that pause half way, those that go on after they were taken, and a folder that goes. */
@Integration
class UnfinishedUploadTest {
  private static final String NAME = "20260610_1400_jazz.mp3";
  private static final String OTHER = "20260610_1600_news.mp3";
  private static final int SECONDS = 20;

  @RegisterExtension final Station station = new Station();

  @TempDir Path files;
  private final Path folder = station.path("incoming");

  @Test
  void anUploadThatPausesIsNotTakenUntilItIsWholeAndThatIsSaid() throws Exception {
    byte[] whole = whole();
    station.start("ingest.unfinished", "1h");
    Files.write(folder.resolve(NAME), half(whole));
    try (RandomAccessFile allocated = new RandomAccessFile("" + folder.resolve(OTHER), "rw")) {
      allocated.setLength(whole.length);
      allocated.write(half(whole));
      Files.setLastModifiedTime(
          folder.resolve(OTHER), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
      Awaitility.await("both are said").until(() -> unfinished().size() == 2);
      assertThat(unfinished()).anyMatch(words -> words.contains(NAME));
      assertThat(station.names("inbox")).isEmpty();
      allocated.write(whole, half(whole).length, whole.length - half(whole).length);
    }
    append(folder.resolve(NAME), whole);
    station.awaitReady(2);
    assertThat(station.path("inbox", NAME)).hasBinaryContent(whole);
    assertThat(station.path("inbox", OTHER)).hasBinaryContent(whole);
    Awaitility.await("it is over").until(() -> unfinished().isEmpty());
  }

  @Test
  void whatItsWriterWritesAfterItWasTakenReplacesWhatWasMadeOfIt() throws Exception {
    goesOnAfterItWasTaken(folder);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void soItDoesFromAnotherFileSystem() throws Exception {
    Path other = Files.createTempDirectory(Path.of("/dev/shm"), "upload-");
    try {
      station.with("ingest.folder", other.toString());
      goesOnAfterItWasTaken(other);
      assertThat(other.resolve(NAME)).doesNotExist();
      assertThat(station.names("replaced")).as("the first half").hasSize(1);
    } finally {
      station.close();
      FolderTree.delete(other);
    }
  }

  private void goesOnAfterItWasTaken(Path ingest) throws Exception {
    byte[] whole = whole();
    station.start();
    try (OutputStream writer = Files.newOutputStream(ingest.resolve(NAME))) {
      writer.write(half(whole));
      station.awaitReady(1);
      assertThat(station.ready().get(0).length()).isLessThan(Duration.ofSeconds(SECONDS - 5));
      writer.write(whole, half(whole).length, whole.length - half(whole).length);
    }
    Awaitility.await("the whole is ready")
        .until(
            () ->
                station.ready().stream()
                    .anyMatch(one -> one.length().compareTo(Duration.ofSeconds(SECONDS - 1)) > 0));
    assertThat(station.path("inbox", NAME)).hasBinaryContent(whole);
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void oneThatWasRejectedForItWasIncompletePlaysOnceItIsWhole() throws Exception {
    Path m4a = Tone.file(files.resolve("whole.m4a"), SECONDS, 440);
    byte[] whole = Files.readAllBytes(m4a);
    String name = "20260610_1400_jazz.m4a";
    station.start();
    try (OutputStream writer = Files.newOutputStream(folder.resolve(name))) {
      writer.write(half(whole));
      Awaitility.await("rejected").until(() -> station.names("rejected").contains(name));
      writer.write(whole, half(whole).length, whole.length - half(whole).length);
    }
    station.awaitReady(1);
    assertThat(station.path("inbox", name)).hasBinaryContent(whole);
  }

  @Test
  void whatDesktopsLeaveInFoldersIsLeftAloneWithoutAWord() throws Exception {
    station.start();
    List<String> names =
        List.of(".DS_Store", "Thumbs.db", "desktop.ini", NAME + "~", "~$x.mp3", "~" + "$" + NAME);
    for (String name : names) {
      Files.writeString(folder.resolve(name), "x");
    }
    Files.write(folder.resolve(NAME), Tone.mp3(1, 440));
    station.awaitReady(1);
    assertThat(station.names("incoming")).containsExactlyInAnyOrderElementsOf(names);
    assertThat(station.names("rejected")).isEmpty();
    assertThat(station.log().with("humbs.db")).isEmpty();
    assertThat(station.log().with("$")).isEmpty();
  }

  @Test
  void aFolderThatIsRenamedIsSaidAndHoldsUpNothing() throws Exception {
    station.start();
    Path away = Files.move(folder, station.path("elsewhere"), StandardCopyOption.ATOMIC_MOVE);
    station.log().await("is not there, and no file is taken from it");
    Files.write(away.resolve(NAME), Tone.mp3(1, 440));
    Files.move(away, folder, StandardCopyOption.ATOMIC_MOVE);
    station.awaitReady(1);
    station.log().await("can be used again");
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereYetKeepsNothingFromTheAir() throws Exception {
    Path unmounted = files.resolve("unmounted");
    Path kept = Files.createDirectories(unmounted.resolve(".taken/1-2-3")).resolve(NAME);
    Files.write(kept, Tone.mp3(1, 440));
    Path disk = files.resolve("disk");
    station.start("ingest.folder", "" + Files.createSymbolicLink(files.resolve("upload"), disk));
    station.log().await("upload is not there, and no file is taken from it");
    Files.move(unmounted, disk, StandardCopyOption.ATOMIC_MOVE);
    station.log().await("upload can be used again");
    // What an earlier run has set aside there was written to.
    station.awaitReady(1);
    assertThat(station.log().warnings("upload")).as("warnings about it").hasSize(1);
  }

  @Test
  void aFileThatGoesBeforeItIsTakenIsALineAndNoFailure() throws Exception {
    station.start();
    station
        .context()
        .createProducerTemplate()
        .sendBody("direct:ingest-received", folder.resolve(NAME).toString());
    assertThat(station.log().with("was renamed or taken away before it was taken in")).hasSize(1);
    assertThat(station.deadLetters()).isEmpty();
  }

  private byte[] whole() throws IOException {
    return Files.readAllBytes(Tone.mp3(files.resolve("whole.mp3"), SECONDS, 440));
  }

  private static byte[] half(byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 2 | 1);
  }

  private static void append(Path file, byte[] whole) throws IOException {
    int from = half(whole).length;
    Files.write(file, Arrays.copyOfRange(whole, from, whole.length), StandardOpenOption.APPEND);
  }

  private List<String> unfinished() {
    return station.bean(Conditions.class).all().stream()
        .filter(one -> one.about().startsWith("unfinished "))
        .map(one -> one.words())
        .toList();
  }
}
