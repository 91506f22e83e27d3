package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HlsFolderTest {
  @TempDir Path files;
  private final FastTime time = new FastTime();
  private Path list;
  private HlsFolder folder;
  private long minute;

  @BeforeEach
  void folder() {
    folder = new HlsFolder(files.resolve("hls"), "demo");
    list = files.resolve("hls/index.m3u8");
  }

  /** Writes a file at another time than any before. */
  private void write(Path file, String content) throws IOException {
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.fromMillis(++minute * 60_000));
  }

  private HlsWatch watch() throws IOException {
    return new HlsWatch(folder, folder.open(), new Asides(Duration.ofSeconds(30)), time);
  }

  private void inspect(HlsWatch watch, boolean hasList) {
    time.pass(Duration.ofSeconds(1));
    Awaitility.await("an inspection that finds a list: " + hasList)
        .until(
            () -> {
              watch.requireFresh();
              return watch.hasList() == hasList;
            });
  }

  @Test
  void aListThatIsEmptyIsAFullDisk() throws Exception {
    HlsWatch watch = watch();
    Files.createFile(list);
    assertThatThrownBy(() -> inspect(watch, true))
        .hasMessage(
            "'%s' has an empty index.m3u8; make room on its disk".formatted(list.getParent()));
    assertThat(watch.hasList()).as("arrived").isFalse();
    folder.open();
    assertThat(list).as("the empty list, before another attempt").doesNotExist();
  }

  @Test
  void aListIsWrittenOnceItIsAnotherThanBefore() throws Exception {
    Files.createDirectories(list.getParent());
    write(list, "#EXTM3U\n#EXT-X-TARGETDURATION:4\n");
    HlsWatch watch = watch();
    assertThat(watch.hasList()).as("arrived, by the list of an ffmpeg before").isFalse();
    write(list, "#EXTM3U\n#EXT-X-TARGETDURATION:5\n");
    inspect(watch, true);
    time.pass(Duration.ofSeconds(13));
    watch.requireFresh();
    time.pass(Duration.ofSeconds(3));
    assertThatThrownBy(watch::requireFresh)
        .as("three segments of 5 s later")
        .hasMessageContaining("has had nothing written to it for 16 s; make room on its disk");
  }

  @Test
  void aFolderThatCannotBeMadeIsReported() throws Exception {
    Files.createFile(files.resolve("hls"));
    assertThatThrownBy(folder::open).hasMessage("'%s/hls' is a file, no folder", files);
    HlsFolder below = new HlsFolder(files.resolve("hls/demo"), "demo");
    assertThatThrownBy(below::open).hasMessageContaining("'%s/hls/demo' cannot be used", files);
  }

  @Test
  void whatIsNotListedIsDeletedAndNothingElse() throws Exception {
    Files.createDirectories(list.getParent());
    write(list, "#EXTM3U\ndemo-7.ts\n");
    for (String name : new String[] {"demo-6.ts", "demo-7.ts", "demo-8.ts.tmp", "else-6.ts"}) {
      write(list.resolveSibling(name), "segment");
    }
    folder.open();
    assertThat(list.getParent().toFile().list())
        .containsExactlyInAnyOrder("index.m3u8", "demo-7.ts", "else-6.ts");
  }
}
