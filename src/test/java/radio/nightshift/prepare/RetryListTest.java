package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Conditions;
import radio.nightshift.programme.Edit;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.programme.UsedUpload;
import radio.nightshift.support.MovableClock;

/**
 * What cannot be prepared now: a condition for as long as that lasts, and when it is tried again.
 */
class RetryListTest {
  @TempDir Path folder;
  private final Conditions conditions =
      Conditions.unkept(MovableClock.standingAt("2026-06-10T12:00:00Z"));
  private final RetryList retries = new RetryList(conditions);

  @Test
  void aFirstFailureIsTriedAgainSoonAndAFurtherOneAtTheScan() throws Exception {
    Subject subject = subject("a.mp3");
    retries.add(subject, new IOException("No space left"));
    retries.add(subject, new IOException("No space left"));
    assertThat(retries.next()).isEqualTo(subject.files());
    assertThat(retries.next()).isEmpty();
    retries.add(subject, new IOException("No space left"));
    assertThat(retries.next()).as("after another failure").isEmpty();
  }

  @Test
  void itIsOneConditionWithTheReasonAndItsRemedy() throws Exception {
    retries.add(subject("a.mp3"), new FfmpegFailedException("torn"));
    retries.add(subject("a.mp3"), new RuntimeCamelException(new IOException("disk full")));
    retries.add(subject("b.mp3"), new IOException("not readable; give it read permission"));
    assertThat(conditions.all())
        .extracting(Condition::text)
        .containsExactly(
            "'a.mp3' cannot be prepared now: disk full; it stays in inbox/ and is tried again.",
            "'b.mp3' cannot be prepared now: not readable; give it read permission; it stays in inbox/ and is tried again.");
    retries.add(subject("a.mp3"), new FfmpegFailedException("torn"));
    assertThat(conditions.find("prepare", "file a.mp3").orElseThrow().words())
        .isEqualTo("'a.mp3' cannot be prepared now: ffmpeg fails though the file is sound (torn)");
  }

  @Test
  void itIsOverOnceTheProgrammeIsReadyWhateverWasMadeOfTheFile() throws Exception {
    retries.add(subject("20260610_1400_a.mp3"), new IOException("disk full"));
    Edit edit = new Edit(null, Duration.ofSeconds(9), Duration.ofSeconds(9), false);
    retries.clear(
        new PreparedProgramme(
            folder,
            List.of(
                new UsedUpload("20260610_1400_a.mp3", "1", Duration.ofSeconds(9)),
                new UsedUpload("20260610_1430_b.mp3", "1", Duration.ofSeconds(9))),
            edit,
            "0",
            false,
            "",
            Duration.ofSeconds(9),
            ""));
    assertThat(conditions.all()).isEmpty();
    assertThat(retries.next()).isEmpty();
  }

  @Test
  void itIsOverOnceTheFileHasGone() throws Exception {
    Subject subject = subject("a.mp3");
    retries.add(subject, new IOException("disk full"));
    Files.delete(folder.resolve("a.mp3"));
    assertThat(retries.next()).isEmpty();
    assertThat(conditions.all()).isEmpty();
  }

  private Subject subject(String name) throws IOException {
    return new InboxFiles(List.of(Files.writeString(folder.resolve(name), "").toString()));
  }
}
