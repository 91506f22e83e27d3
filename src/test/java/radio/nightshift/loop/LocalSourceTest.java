package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.disk.Pace;
import radio.nightshift.support.Integration;

@Timeout(180)
@Integration
class LocalSourceTest {
  private static final Duration QUIET = Duration.ofMillis(300);

  @TempDir Path folder;
  private Path clip;
  private volatile boolean isStopping;

  /** The change that the system notes cannot be set back, so the clock goes forward. */
  private final Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));

  @BeforeEach
  void name() {
    clip = folder.resolve("clip of %41 ä.mp4");
  }

  @Test
  void itPlaysFromWhereItLiesAndAnotherVersionHasAnotherName() throws Exception {
    Files.writeString(clip, "one");
    LocalSource source = source(clip, tomorrow);
    SourceFile first = source.current();
    assertThat(first.path()).isEqualTo(clip.toRealPath());
    assertThat(first.version()).matches("[0-9a-f]{32}");
    assertThat(source.current()).isEqualTo(first);
    assertThat(source(clip, tomorrow).current()).as("after a restart").isEqualTo(first);
    Files.setLastModifiedTime(clip, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    assertThat(source.current().version()).isNotEqualTo(first.version());
    assertThat(folder)
        .isDirectoryContaining(clip::equals)
        .isDirectoryNotContaining("glob:**/source");
  }

  @Test
  void aFileThatGrowsIsNotPlayedBeforeItIsWhole() throws Exception {
    Files.writeString(clip, "begun");
    ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
    try {
      writer.scheduleAtFixedRate(this::grow, 0, 50, TimeUnit.MILLISECONDS);
      LocalSource source = source(clip, Clock.systemUTC());
      assertThatThrownBy(source::current)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("is still being written");
      writer.shutdown();
      assertThat(writer.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      assertThat(source.current().path()).isEqualTo(clip.toRealPath());
    } finally {
      writer.shutdownNow();
    }
  }

  @Test
  void aLinkThatIsSetElsewhereIsAnotherVersion() throws Exception {
    Path link = folder.resolve("current.mp4");
    Path other = folder.resolve("other.mp4");
    Files.writeString(clip, "same");
    Files.writeString(other, "same");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(clip));
    Files.createSymbolicLink(link, clip);
    LocalSource source = source(link, tomorrow);
    SourceFile first = source.current();
    Files.delete(link);
    Files.createSymbolicLink(link, other);
    assertThat(source.current().version()).isNotEqualTo(first.version());
  }

  @Test
  void whatCannotBePlayedIsNamedWithARemedy() throws Exception {
    refused(clip, "is not there; put it there, or correct loop.demo.source");
    refused(folder, "is no file");
    Files.createFile(clip);
    refused(clip, "is empty");
    Path fifo = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", "" + fifo).start().waitFor()).isZero();
    refused(fifo, "is no file");
    Path around = folder.resolve("around");
    Files.createSymbolicLink(around, around);
    refused(around, "cannot be read");
  }

  @Test
  void aFileThatThisUserMayNotReadIsNamed() throws Exception {
    Files.writeString(clip, "x");
    Files.setPosixFilePermissions(clip, PosixFilePermissions.fromString("---------"));
    if (!Files.isReadable(clip)) {
      refused(clip, "allow this user to read it");
    }
  }

  @Test
  void aStationThatStopsDoesNotWaitForAFileToRest() throws Exception {
    Files.writeString(clip, "x");
    isStopping = true;
    assertThatThrownBy(() -> source(clip, Clock.systemUTC()).current())
        .hasMessageContaining("the station stops");
  }

  @Test
  void aUsersFileIsNeverRemoved() throws Exception {
    Files.writeString(clip, "x");
    SourceAddress address = SourceAddress.of("loop.demo.source", "" + clip);
    new SourceCopies(folder.resolve("source"), address, tomorrow).tidy(Set.of());
    assertThat(clip).exists();
  }

  private void refused(Path path, String why) {
    assertThatThrownBy(() -> source(path, tomorrow).current())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("'" + path + "'");
  }

  private void grow() {
    try {
      Files.writeString(clip, "more", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private LocalSource source(Path path, Clock clock) {
    SourceAddress.Local address = new SourceAddress.Local("loop.demo.source", path);
    return new LocalSource(
        address,
        new SourceCopies(folder.resolve("source"), address, clock),
        new FetchLimits(1000, Pace.USUAL, () -> isStopping),
        clock,
        QUIET);
  }
}
