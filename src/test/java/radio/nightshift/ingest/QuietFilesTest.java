package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuietFilesTest {
  /** As {@link System#nanoTime} may be. */
  private static final long START = Long.MAX_VALUE - 5;

  private final QuietFiles<String> files = new QuietFiles<>();

  @Test
  void aFileIsLetThroughAfterTwoSecondsAndAgainAfterAMinute() {
    assertThat(files.isKnown("a")).isFalse();
    assertThat(found(0)).as("new").isFalse();
    assertThat(files.isKnown("a")).isTrue();
    assertThat(found(1)).as("a second old").isFalse();
    assertThat(found(2)).as("two seconds old").isTrue();
    assertThat(found(3)).as("while it is taken").isFalse();
    assertThat(found(62)).as("it should have gone").isFalse();
    assertThat(found(63)).as("it could not be taken").isTrue();
    assertThat(found(64)).isFalse();
  }

  @Test
  void oneThatGrowsOrIsTouchedWaitsAnew() {
    files.isQuiet("a", List.of(100, 7), at(0));
    assertThat(files.isQuiet("a", List.of(101, 7), at(2))).as("larger").isFalse();
    assertThat(files.isQuiet("a", List.of(101, 8), at(4))).as("touched").isFalse();
    assertThat(files.isQuiet("a", List.of(101, 8), at(6))).isTrue();
    assertThat(files.isQuiet("a", List.of(102, 8), at(8))).as("another file of its name").isFalse();
    assertThat(files.isQuiet("a", List.of(102, 8), at(10))).isTrue();
  }

  @Test
  void hourlyPollsLetItThroughToo() {
    assertThat(found(0)).isFalse();
    assertThat(found(3600)).isTrue();
  }

  @Test
  void whatHasNotBeenSeenForADayIsForgotten() {
    found(0);
    files.isQuiet("b", List.of(1, 1), at(TimeUnit.DAYS.toSeconds(1) + 1));
    assertThat(files.isKnown("a")).isFalse();
    assertThat(files.isKnown("b")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".a.mp3",
        "a.mp3.part",
        "a.PARTIAL",
        "a.tmp",
        "a.filepart",
        "a.crdownload",
        "a.mp3~",
        "~$a.mp3",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "._a.mp3",
        "AlbumArtSmall.jpg"
      })
  void unfinishedUploadsAreToldByTheirNames(String name) {
    assertThat(UnfinishedUploads.isOne(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mp3", "part", "a.part.mp3", "a.tmpx", "a.mp3.aria2", "a~b.mp3"})
  void othersAreNone(String name) {
    assertThat(UnfinishedUploads.isOne(name)).isFalse();
  }

  private boolean found(long seconds) {
    return files.isQuiet("a", List.of(100, 7), at(seconds));
  }

  private static long at(long seconds) {
    return START + TimeUnit.SECONDS.toNanos(seconds);
  }
}
