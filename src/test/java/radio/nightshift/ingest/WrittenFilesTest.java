package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.disk.FileStamp;
import radio.nightshift.programme.Timetable;
import radio.nightshift.support.MovableClock;

/** When a file whose writer nobody sees counts as finished. */
class WrittenFilesTest {
  private static final String NAME = "20260610_1400_jazz.wav";

  /** A WAV file of nothing but its header, which tells of more. */
  private static final byte[] CUT =
      "RIFF\0\1\0\0WAVEfmt \0\0\0\0data\0\1\0\0xxxx".getBytes(StandardCharsets.ISO_8859_1);

  @TempDir Path folder;
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T12:00:00Z");
  private final WrittenFiles files =
      new WrittenFiles(new Timetable(ZoneOffset.UTC, clock), Duration.ofMinutes(2));

  @Test
  void aFileOfAFormatThatTellsNothingIsFinishedAfterTwoSeconds() throws IOException {
    Path file = write(NAME, "some text".getBytes());
    assertThat(isFinished(file, 0)).isFalse();
    assertThat(isFinished(file, 1)).isFalse();
    assertThat(isFinished(file, 2)).isTrue();
  }

  @Test
  void anIncompleteOneIsTakenAfterTwoMinutesAndSaidMeanwhile() throws IOException {
    Path file = write(NAME, CUT);
    for (int second = 0; second < 120; second += 5) {
      assertThat(isFinished(file, second)).as("after %d s", second).isFalse();
      assertThat(files.troubles(at(second)))
          .as("said after %d s", second)
          .hasSize(second < 10 ? 0 : 1);
    }
    assertThat(files.troubles(at(115)).get(NAME)).contains("announces");
    assertThat(isFinished(file, 120)).isTrue();
    assertThat(files.troubles(at(120))).isEmpty();
  }

  @Test
  void shortlyBeforeItsAirTimeTenSecondsAreEnough() throws IOException {
    clock.moveTo("2026-06-10T13:58:00Z");
    Path file = write(NAME, CUT);
    assertThat(isFinished(file, 0)).isFalse();
    assertThat(isFinished(file, 20)).as("two minutes before").isFalse();
    clock.moveTo("2026-06-10T13:58:40Z");
    assertThat(isFinished(file, 21)).as("80 seconds before").isTrue();
    write(NAME, Arrays.copyOf(CUT, CUT.length + 1));
    clock.moveTo("2026-06-10T14:10:00Z");
    assertThat(isFinished(file, 30)).isFalse();
    assertThat(isFinished(file, 35)).isFalse();
    assertThat(isFinished(file, 40)).as("while it should be on the air").isTrue();
  }

  @Test
  void oneThatBecomesWholeIsFinishedAsOthers() throws IOException {
    Path file = write(NAME, CUT);
    isFinished(file, 0);
    isFinished(file, 20);
    Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
    isFinished(file, 30);
    assertThat(isFinished(file, 40)).as("still incomplete").isFalse();
    Files.write(file, "x".repeat(300).getBytes(), StandardOpenOption.APPEND);
    assertThat(isFinished(file, 50)).isFalse();
    assertThat(files.troubles(at(50))).as("it goes on").isEmpty();
    assertThat(isFinished(file, 52)).isTrue();
  }

  @Test
  void whoeverSetsTheTimeBackIsNoticed() throws IOException {
    Path file = write(NAME, "some text".getBytes());
    FileTime old = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));
    Files.setLastModifiedTime(file, old);
    isFinished(file, 0);
    FileStamp before = FileStamp.of(file);
    Awaitility.await("the system's clock goes on")
        .until(
            () -> {
              Files.write(file, "same size".getBytes());
              Files.setLastModifiedTime(file, old);
              return !FileStamp.of(file).equals(before);
            });
    assertThat(isFinished(file, 2)).isFalse();
  }

  @Test
  void oneThatGrowsForEverIsSaidOnceAndNeverTaken() throws IOException {
    Path file = write(NAME, "x".getBytes());
    for (int second = 0; second < 3600; second += 5) {
      Files.write(file, "x".getBytes(), StandardOpenOption.APPEND);
      assertThat(isFinished(file, second)).isFalse();
      assertThat(files.troubles(at(second))).hasSize(second > 1800 ? 1 : 0);
    }
    assertThat(files.troubles(at(3600)).get(NAME)).contains("written to without a pause");
    Files.delete(file);
    assertThat(files.troubles(at(3605))).isEmpty();
  }

  @Test
  void oneThatGrowsWhileItShouldBeOnTheAirIsSaidSoon() throws IOException {
    clock.moveTo("2026-06-10T13:59:00Z");
    Path file = write(NAME, "x".getBytes());
    isFinished(file, 0);
    Files.write(file, "x".getBytes(), StandardOpenOption.APPEND);
    isFinished(file, 11);
    assertThat(files.troubles(at(12))).hasSize(1);
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private boolean isFinished(Path file, long second) throws IOException {
    return files.isFinished(file, FileStamp.of(file), at(second));
  }

  private static long at(long second) {
    return Long.MAX_VALUE - 5 + TimeUnit.SECONDS.toNanos(second);
  }
}
