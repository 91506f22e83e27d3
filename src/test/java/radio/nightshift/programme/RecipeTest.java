package radio.nightshift.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;

class RecipeTest {
  private static final Encoding MP3 = new Encoding(Codec.MP3, 128, 44_100, 2);
  private static final Encoding OPUS = new Encoding(Codec.OPUS, 128, 48_000, 2);

  /** The figures are those of 83ef766: what it has made must not be made again by what follows. */
  @Test
  void digestsStayWhatTheyWereInEarlierVersions() {
    Recipe hour =
        new Recipe(
            List.of(
                new UsedUpload(
                    "20260610_1400_a.mp3", "48000-1780000000000", Duration.ofSeconds(1803)),
                new UsedUpload(
                    "20260610_1430_b.mp3", "9600-1780000000001", Duration.ofMillis(210_500))),
            new Edit(
                Duration.ofMinutes(30), Duration.ofSeconds(3512), Duration.ofSeconds(3525), false),
            List.of(
                "loudness OptionalDouble[-16.0]",
                "peak -1.0",
                "fade tri",
                "filter ",
                "quick false"),
            List.of(MP3, OPUS),
            "ffmpeg version 5.1");
    assertThat(hour.digest()).isEqualTo("1ac1965fb018ccbb");
    Recipe single =
        new Recipe(
            List.of(
                new UsedUpload(
                    "20260610_1410_a.mp3", "48000-1780000000000", Duration.ofSeconds(3))),
            new Edit(null, Duration.ofSeconds(1792), Duration.ofSeconds(1792), true),
            List.of(),
            List.of(MP3),
            "x");
    assertThat(single.digest()).isEqualTo("26a527beb42e42a7");
  }
}
