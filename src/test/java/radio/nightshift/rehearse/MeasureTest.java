package radio.nightshift.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Tone;

/** How long a file plays, for a rehearsal. */
@Integration
class MeasureTest {
  @TempDir Path files;
  private final Measure measure = new Measure();

  @Test
  void framesAreCountedOtherAudioIsBelievedAndWhatIsNoneHasNoLength() throws Exception {
    assertThat(measure.length(Tone.mp3(files.resolve("a.mp3"), 3, 440)))
        .isBetween(Duration.ofMillis(3000), Duration.ofMillis(3100));
    assertThat(measure.length(Tone.file(files.resolve("a.wav"), 2, 440)))
        .isBetween(Duration.ofMillis(1950), Duration.ofMillis(2050));
    Path text = Files.writeString(files.resolve("b.mp3"), "this is no audio at all\n".repeat(99));
    assertThat(measure.length(text)).isZero();
  }
}
