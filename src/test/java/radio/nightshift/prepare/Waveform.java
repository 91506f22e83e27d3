package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import radio.nightshift.support.Tone;

/** What a listener would hear of a file, as samples that a test can look at. */
record Waveform(short[] samples) {
  static final int RATE = 44_100;

  /** Seconds that no frame outlasts, of the formats in which edits are tested. */
  static final double FRAME = 0.027;

  static Waveform of(Path audio) throws IOException {
    Path pcm = Files.createTempFile("heard-", ".pcm");
    Tone.ffmpeg(
        List.of("-i", "" + audio, "-ac", "1", "-ar", "" + RATE, "-f", "s16le", "file:" + pcm));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(pcm)).order(ByteOrder.LITTLE_ENDIAN);
    Files.delete(pcm);
    short[] samples = new short[bytes.remaining() / 2];
    bytes.asShortBuffer().get(samples);
    return new Waveform(samples);
  }

  double seconds() {
    return samples.length / (double) RATE;
  }

  /** How loud a part is, 0 to 1. */
  double level(double from, double to) {
    double sum = 0;
    for (int i = at(from); i < at(to); i++) {
      sum += samples[i] * (double) samples[i];
    }
    return Math.sqrt(sum / Math.max(1, at(to) - at(from))) / Short.MAX_VALUE;
  }

  /** How often a part goes up through zero a second: the pitch of a tone. */
  double hertz(double from, double to) {
    int crossings = 0;
    for (int i = Math.max(1, at(from)); i < at(to); i++) {
      crossings += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
    }
    return crossings / (to - from);
  }

  /** The largest step from one sample of a part to the next, 0 to 1. */
  double steepest(double from, double to) {
    int most = 0;
    for (int i = Math.max(1, at(from)); i < at(to); i++) {
      most = Math.max(most, Math.abs(samples[i] - samples[i - 1]));
    }
    return most / (double) Short.MAX_VALUE;
  }

  /** The first instant from one on at which there is something to be heard. */
  double firstSound(double from) {
    int i = at(from);
    while (i < samples.length && Math.abs(samples[i]) < Short.MAX_VALUE / 50) {
      i++;
    }
    return i / (double) RATE;
  }

  /** The last instant at which there is something to be heard. */
  double lastSound() {
    int i = samples.length - 1;
    while (i >= 0 && Math.abs(samples[i]) < Short.MAX_VALUE / 50) {
      i--;
    }
    return i / (double) RATE;
  }

  private int at(double seconds) {
    return (int) Math.min(samples.length, Math.round(seconds * RATE));
  }
}
