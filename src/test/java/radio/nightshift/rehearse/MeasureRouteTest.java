package radio.nightshift.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** How long a file plays, by the route that a rehearsal asks. */
@Integration
class MeasureRouteTest {
  @TempDir Path home;
  @TempDir Path files;

  @Test
  void framesAreCountedOtherAudioIsBelievedAndWhatIsNoneHasNoLength() throws Exception {
    try (Station station = new Station(home).start()) {
      assertThat(length(station, Tone.mp3(files.resolve("a.mp3"), 3, 440)))
          .isBetween(Duration.ofMillis(3000), Duration.ofMillis(3100));
      assertThat(length(station, Tone.file(files.resolve("a.wav"), 2, 440)))
          .isBetween(Duration.ofMillis(1950), Duration.ofMillis(2050));
      Path text = Files.writeString(files.resolve("b.mp3"), "this is no audio at all\n".repeat(99));
      assertThat(length(station, text)).isZero();
    }
  }

  private static Duration length(Station station, Path file) {
    return station
        .context()
        .createProducerTemplate()
        .requestBody("direct:prepare-length", file, Duration.class);
  }
}
