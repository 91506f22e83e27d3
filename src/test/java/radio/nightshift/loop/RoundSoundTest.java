package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.media.FramedAudio;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Tone;

/** What is heard where the end of a turn meets the beginning of the next. */
@Integration
class RoundSoundTest {
  @TempDir Path folder;
  private MakingBench bench;

  @BeforeEach
  void bench() {
    bench = new MakingBench(folder);
  }

  /** A turn of 1.28 s: 60 frames of AAC at 48 kHz, in which 375 Hz has 480 periods. */
  @ParameterizedTest
  @CsvSource({
    "aac, 48000, 1.28, 375, 2, 1",
    "aac, 48000, 1.28, 440.3, 6, 30",
    "aac, 44100, 1.3003, 333.1, 6, 30",
    "mp3, 48000, 1.2, 375, 2, 1",
    "mp3, 44100, 1.3003, 333.1, 6, 30",
    "mp3, 24000, 1.2, 375, 2, 1",
  })
  void noHoleAndNoClick(
      String codec, int rate, double seconds, double hertz, double holeMillis, double decibels)
      throws Exception {
    Encoding encoding = new Encoding(Codec.named(codec), 128, rate, 2);
    MadeLoop made =
        bench.make(
            tone("tone.wav", rate, seconds, hertz), MakingBench.AUTO, MakingBench.mount(encoding));
    Path file = made.audio(encoding).file();
    double turn = made.audio(encoding).ticks() / 90_000.0;
    assertThat(FramedAudio.length(file).toNanos() / 1e9).as("length").isCloseTo(turn, within(1e-5));
    double[] heard = samples(bench.repeated(file, 4), rate);
    assertSeam(heard, rate, turn, new double[] {holeMillis, decibels});
  }

  private void assertSeam(double[] heard, int rate, double turn, double[] limits) {
    int seam = (int) Math.round(2 * turn * rate);
    int around = rate / 20;
    double elsewhere = level(heard, seam + rate / 3, around * 4);
    int hole = 0;
    int longest = 0;
    double worst = 0;
    int window = rate / 250;
    for (int i = seam - around; i < seam + around; i++) {
      double now = level(heard, i, window);
      worst = Math.max(worst, Math.abs(20 * Math.log10(now / elsewhere)));
      hole = now < elsewhere / 4 ? hole + 1 : 0;
      longest = Math.max(longest, hole);
    }
    assertThat(1000.0 * longest / rate).as("ms of a hole at the seam").isLessThan(limits[0]);
    assertThat(worst).as("dB that the level changes at the seam").isLessThan(limits[1]);
    assertThat(steepest(heard, seam - around, 2 * around))
        .as("largest step at the seam")
        .isLessThan(1.6 * steepest(heard, seam + rate / 3, 2 * around));
  }

  private static double level(double[] of, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += of[i] * of[i];
    }
    return Math.sqrt(sum / count);
  }

  private static double steepest(double[] of, int from, int count) {
    double most = 0;
    for (int i = from + 1; i < from + count; i++) {
      most = Math.max(most, Math.abs(of[i] - of[i - 1]));
    }
    return most;
  }

  private Path tone(String name, int rate, double seconds, double hertz) {
    String tone = "aevalsrc=0.4*sin(2*PI*%s*t):s=%d:d=%s".formatted(hertz, rate, seconds);
    return bench.source(name, "-f", "lavfi", "-i", tone, "-ac", "2");
  }

  private double[] samples(Path file, int rate) throws IOException {
    Path pcm = folder.resolve("heard.pcm");
    Tone.ffmpeg(List.of("-i", "" + file, "-ac", "1", "-ar", "" + rate, "-f", "s16le", "" + pcm));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(pcm)).order(ByteOrder.LITTLE_ENDIAN);
    double[] samples = new double[bytes.remaining() / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = bytes.getShort();
    }
    return samples;
  }
}
