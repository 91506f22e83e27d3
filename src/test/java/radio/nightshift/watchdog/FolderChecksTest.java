package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.MovableClock;

/** The checks of an HLS folder, whose clock may be set at any time. */
class FolderChecksTest {
  private static final Duration OLDEST = Duration.ofSeconds(900);
  private static final Duration ROUND = Duration.ofSeconds(300);

  @TempDir Path folder;
  private final MovableClock clock = MovableClock.standingAt("2026-03-02T12:00:00Z");
  private long nanos = -5;
  private SegmentFolder segments;
  private FreshnessCheck freshness;

  @BeforeEach
  void checks() {
    segments = new SegmentFolder(folder, Set.of("left-out.ts"));
    freshness = new FreshnessCheck(segments, OLDEST, clock, () -> nanos);
  }

  private void write(String name, Duration age) throws IOException {
    Files.writeString(folder.resolve(name), "x");
    Instant written = clock.instant().minus(age);
    Files.setLastModifiedTime(folder.resolve(name), FileTime.from(written));
  }

  private void writeNow(String name) throws IOException {
    write(name, Duration.ZERO);
  }

  private void pass(Duration time) {
    clock.step(time);
    nanos += time.toNanos();
  }

  /** An encoder that keeps three segments: one for each round. */
  private void rotate(int round) throws IOException {
    pass(ROUND);
    writeNow("seg%d.ts".formatted(round));
    Files.deleteIfExists(folder.resolve("seg%d.ts".formatted(round - 3)));
  }

  private static void assertFails(ThrowingCallable check, String words) {
    assertThatThrownBy(check).isInstanceOf(CheckFailedException.class).hasMessageContaining(words);
  }

  @Test
  void asManySegmentsAsAllowedPass() throws Exception {
    SegmentsCheck check = new SegmentsCheck(segments, 20);
    for (int i = 0; i < 20; i++) {
      writeNow("seg%d.ts".formatted(i));
    }
    writeNow("left-out.ts");
    writeNow("index.m3u8");
    writeNow("seg.ts.tmp");
    Files.createDirectory(folder.resolve("folder.ts"));
    Files.createSymbolicLink(folder.resolve("link.ts"), folder.resolve("seg1.ts"));
    Files.createSymbolicLink(folder.resolve("round.ts"), folder.resolve("round.ts"));
    assertThat(check.check()).isEqualTo("the folder '%s' holds 20 .ts files", folder);
    writeNow("seg20.ts");
    assertFails(check::check, "holds more than 20 .ts files; have the encoder delete old ones");
  }

  @Test
  void aFolderThatIsMissingOrNoneFails() throws Exception {
    SegmentFolder missing = new SegmentFolder(folder.resolve("missing"), Set.of());
    assertFails(new SegmentsCheck(missing, 20)::check, "is not there; start the encoder");
    assertFails(new FreshnessCheck(missing, OLDEST, clock)::check, "is not there");
    writeNow("file");
    SegmentFolder file = new SegmentFolder(folder.resolve("file"), Set.of());
    assertFails(new SegmentsCheck(file, 20)::check, "is no folder; correct watchdog.hls.folder");
    Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
    SegmentFolder loop = new SegmentFolder(folder.resolve("loop"), Set.of());
    assertFails(new SegmentsCheck(loop, 20)::check, "cannot be read");
  }

  @Test
  void aFolderOfAHundredThousandFilesIsNotReadToItsEnd(TestReporter figures) throws Exception {
    for (int i = 0; i < 100_000; i++) {
      Files.createFile(folder.resolve("seg%d.ts".formatted(i)));
    }
    long start = System.nanoTime();
    assertFails(new SegmentsCheck(segments, 20)::check, "is too full to be watched");
    assertFails(freshness::check, "is too full to be watched");
    figures.publishEntry("milliseconds", "" + (System.nanoTime() - start) / 1_000_000);
  }

  @Test
  void segmentsThatComeAndGoPass() throws Exception {
    for (int round = 0; round < 12; round++) {
      rotate(round);
      assertThat(freshness.check()).as("round %d", round).endsWith("is 0 s old");
    }
  }

  @Test
  void aStepOfTheClockEitherWayChangesNothing() throws Exception {
    for (int round = 0; round < 12; round++) {
      rotate(round);
      assertThat(freshness.check()).as("round %d", round).contains("s old");
      clock.step(Duration.ofHours(round % 2 == 0 ? 1 : -1));
      assertThat(freshness.check()).as("round %d after the step", round).contains("s old");
    }
    Files.delete(folder.resolve("seg9.ts"));
    Files.delete(folder.resolve("seg10.ts"));
    for (int round = 0; round < 3; round++) {
      clock.step(Duration.ofHours(-1));
      pass(ROUND);
      freshness.check();
    }
    pass(Duration.ofSeconds(1));
    assertFails(freshness::check, "has had no new .ts file for more than 900 s");
  }

  @Test
  void anEncoderThatWritesNoMoreFailsAfterTheLimit() throws Exception {
    writeNow("seg0.ts");
    freshness.check();
    pass(OLDEST);
    assertThat(freshness.check()).endsWith("is 900 s old");
    pass(Duration.ofSeconds(1));
    assertFails(freshness::check, "has had no new .ts file for more than 900 s");
    writeNow("seg1.ts");
    Files.delete(folder.resolve("seg0.ts"));
    assertThat(freshness.check()).endsWith("is 0 s old");
  }

  @Test
  void aSegmentThatIsLeftBehindFailsUnlessItIsLeftOut() throws Exception {
    write("left-out.ts", Duration.ofDays(9));
    write("old.ts", OLDEST.plusSeconds(1));
    writeNow("new.ts");
    assertFails(freshness::check, "'old.ts' in the folder '" + folder + "' is older than 900 s");
    Files.delete(folder.resolve("old.ts"));
    freshness.check();
  }

  @Test
  void theFirstLookGoesByTheTimeOfWriting() throws Exception {
    write("seg0.ts", OLDEST.plusSeconds(5));
    assertFails(freshness::check, "has had no new .ts file");
    write("seg0.ts", Duration.ofHours(-1));
    assertThat(freshness.check()).endsWith("is 0 s old");
  }

  @Test
  void anEmptyFolderFailsAfterTheLimit() throws Exception {
    assertThat(freshness.check()).endsWith("holds no .ts file yet");
    pass(OLDEST.plusSeconds(1));
    assertFails(freshness::check, "has had no new .ts file");
  }

  @Test
  void hostileNamesAndTimesDoNoHarm() throws Exception {
    writeNow("a\n\u001b[31m.ts");
    Files.setLastModifiedTime(
        folder.resolve("a\n\u001b[31m.ts"), FileTime.from(Instant.parse("1903-01-01T00:00:00Z")));
    writeNow("new.ts");
    assertFails(freshness::check, "'a\\u000a\\u001b[31m.ts' in the folder");
  }
}
