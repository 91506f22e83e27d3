package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.disk.FolderTree;
import radio.nightshift.programme.Timetable;
import radio.nightshift.support.MovableClock;

/** Files that come from another file system, whose writers may still have them open. */
class TakeoverTest {
  private static final String NAME = "20260610_1400_jazz.txt";

  @TempDir Path home;
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T12:00:00Z");
  private Path ingest;
  private WrittenFiles written;

  @BeforeEach
  void otherFileSystem() throws IOException {
    ingest = Files.createTempDirectory(Path.of("/dev/shm"), "ingest-");
    written = new WrittenFiles(new Timetable(ZoneOffset.UTC, clock), Duration.ofMinutes(2));
    FileStore here = Files.getFileStore(home);
    assertThat(Files.getFileStore(ingest)).as("another file system").isNotEqualTo(here);
  }

  @AfterEach
  void clear() throws IOException {
    FolderTree.delete(ingest);
  }

  @Test
  void aFileIsCopiedWithItsTimeAndItsOriginalSetAside() throws IOException {
    Path file = Files.writeString(ingest.resolve(NAME), "whole");
    var time = Files.getLastModifiedTime(file);
    Path place = takeover(originals()).move(file, home.resolve("inbox").resolve(NAME));
    assertThat(place).hasContent("whole");
    assertThat(Files.getLastModifiedTime(place)).isEqualTo(time);
    assertThat(file).doesNotExist();
    assertThat(names(place.getParent())).as("nothing is left aside").containsExactly(NAME);
    assertThat(aside()).singleElement().satisfies(one -> assertThat(one).hasContent("whole"));
  }

  @Test
  void whatItsWriterWritesLaterIsFoundAlsoAfterARestart() throws IOException {
    Originals originals = originals();
    Path file = Files.writeString(ingest.resolve(NAME), "first half, ");
    Path place = home.resolve("inbox").resolve(NAME);
    try (OutputStream writer = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      takeover(originals).move(file, place);
      assertThat(originals.changed()).isEmpty();
      writer.write("second half".getBytes());
    }
    List<String> changed = finished(originals);
    assertThat(changed).singleElement().asString().endsWith(NAME);
    assertThat(finished(originals())).as("after a restart").isEqualTo(changed);
    takeover(originals).move(Path.of(changed.get(0)), place);
    assertThat(place).hasContent("first half, second half");
    assertThat(aside()).hasSize(1);
  }

  @Test
  void originalsThatNobodyWritesToAreKeptAnHour() throws IOException {
    WatchedFiles watched = new WatchedFiles(written, file -> file.toFile().delete());
    Path file = Files.writeString(ingest.resolve(NAME), "x");
    watched.watch(file.toString());
    long now = System.nanoTime();
    for (int minute = 0; minute < 60; minute++) {
      assertThat(watched.changedAt(now + TimeUnit.MINUTES.toNanos(minute))).isEmpty();
      assertThat(file).exists();
    }
    watched.changedAt(now + TimeUnit.MINUTES.toNanos(62));
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatHasGoneIsSaidInWordsAndReplacesNothing() throws Exception {
    Inbox inbox = inbox();
    inbox.receive(Files.writeString(ingest.resolve(NAME), "old").toString());
    assertThatThrownBy(() -> inbox.receive(ingest.resolve(NAME).toString()))
        .isInstanceOf(UploadChangedException.class)
        .hasMessageContaining(NAME);
    assertThat(home.resolve("inbox").resolve(NAME)).hasContent("old");
    assertThat(names(home.resolve("replaced"))).isEmpty();
  }

  @Test
  void aFileThatGrowsForEverIsCopiedNoFartherThanItWasAndLeftWhereItIs() throws Exception {
    Path file = ingest.resolve(NAME);
    // So much that the writer's turn comes while it is copied, however busy the machine is.
    byte[] block = new byte[64 << 20];
    Files.write(file, block);
    Inbox inbox = inbox();
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  while (!Thread.currentThread().isInterrupted()) {
                    out.write(block, 0, 100);
                  }
                } catch (IOException closed) {
                  Thread.currentThread().interrupt();
                }
              });
      writer.start();
      Awaitility.await("it grows").until(() -> Files.size(file) > block.length);
      assertThatThrownBy(() -> inbox.receive(file.toString()))
          .isInstanceOf(UploadChangedException.class);
      writer.interrupt();
      writer.join();
    }
    assertThat(file).exists();
    assertThat(names(home.resolve("inbox"))).isEmpty();
  }

  private static List<String> finished(Originals originals) {
    List<String> found = new ArrayList<>();
    Awaitility.await("finished").until(() -> found.addAll(originals.changed()));
    return found;
  }

  private Inbox inbox() {
    return new Inbox(home, takeover(originals()), new WatchedFiles(written, file -> {}), clock);
  }

  private Originals originals() {
    written = new WrittenFiles(new Timetable(ZoneOffset.UTC, clock), Duration.ofMinutes(2));
    return new Originals(ingest, written);
  }

  private static Takeover takeover(Originals originals) {
    return new Takeover(originals);
  }

  private List<Path> aside() throws IOException {
    try (Stream<Path> all = Files.walk(ingest.resolve(".taken"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(one -> one.getFileName().toString()).toList();
    }
  }
}
