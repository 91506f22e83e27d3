package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Conditions;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.Timetable;
import radio.nightshift.programme.UnusableFileException;
import radio.nightshift.support.LogLines;

class ReceiptsTest {
  private static final String NAME = "20260610_1400_jazz & blues.mp3";

  @TempDir Path home;
  private final Conditions conditions = Conditions.unkept(Clock.systemUTC());

  @Test
  void theyOutliveARestartAndALineThatACrashHasCutOff() throws Exception {
    Receipts receipts = receipts("b");
    receipts.received(upload(NAME, "1"));
    receipts.received(upload("two\nlines/" + NAME, "2"));
    byte[] whole = Files.readAllBytes(home.resolve("receipts"));
    Files.write(home.resolve("receipts"), Arrays.copyOf(whole, whole.length - 10));
    Receipts again = receipts("b");
    assertThat(again.has(upload(NAME, "1"))).isTrue();
    assertThat(again.has(upload(NAME, "2"))).isFalse();
    assertThat(again.all()).as("the one that was cut off").hasSize(1);
    again.received(upload(NAME, "3"));
    assertThat(receipts("b").has(upload(NAME, "3"))).isTrue();
  }

  @Test
  void thoseOfAnotherBucketDoNotCount() {
    receipts("b").received(upload(NAME, "1"));
    assertThat(receipts("c").has(upload(NAME, "1"))).isFalse();
  }

  @Test
  void manyChangesDoNotMakeTheFileGrowWithoutEnd() throws Exception {
    Receipts receipts = receipts("b");
    for (int i = 0; i < 5000; i++) {
      receipts.received(upload(NAME, "" + i));
    }
    assertThat(Files.readAllLines(home.resolve("receipts"))).hasSizeLessThan(1100);
    assertThat(receipts("b").has(upload(NAME, "4999"))).isTrue();
  }

  @Test
  void aRejectedFileIsTheBucketsOnlyIfItHasItsSize() throws Exception {
    Receipts receipts = receipts("b");
    receipts.received(upload(NAME, "1"));
    receipts.unusable(refused());
    assertThat(receipts.isUnusable(upload(NAME, "1"))).isFalse();
    Files.write(home.resolve(NAME), new byte[100]);
    receipts.unusable(new UnusableFileException(home.resolve(NAME), "bad"));
    assertThat(receipts("b").isUnusable(upload(NAME, "1"))).isTrue();
  }

  @Test
  void aFileThatCannotBeWrittenIsRaisedOnceAndClearedOnceAlsoByTheNextRun() throws Exception {
    Path file = home.resolve("receipts");
    try (LogLines log = LogLines.open()) {
      Receipts receipts = receipts("b");
      Files.createDirectories(file.resolve("in-the-way"));
      receipts.received(upload(NAME, "1"));
      receipts.received(upload(NAME, "2"));
      receipts("b");
      assertThat(log.warnings(file + " cannot be written")).hasSize(1);
      Files.delete(file.resolve("in-the-way"));
      Files.delete(file);
      receipts("b").received(upload(NAME, "3"));
      assertThat(log.with(file + " can be written again, after")).hasSize(1);
      assertThat(log.warnings("cannot be written")).hasSize(1);
    }
    assertThat(receipts("b").has(upload(NAME, "3"))).isTrue();
  }

  private UnusableFileException refused() throws IOException {
    return new UnusableFileException(Files.write(home.resolve(NAME), new byte[7]), "bad");
  }

  private Receipts receipts(String bucket) {
    return new Receipts(
        home.resolve("receipts"),
        new Bucket(bucket, "", true, new Timetable(ZoneOffset.UTC, Clock.systemUTC())),
        conditions);
  }

  private static Upload upload(String key, String version) {
    return new Upload(new Edition(key, ProgrammeFileName.parse(NAME), 100, null), version);
  }
}
