package radio.nightshift.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A tone that should be equally loud all the time, decoded from a stream. */
final class SteadyTone {
  private static final int RATE = 48_000;

  /** A millisecond. */
  private static final int STEP = RATE / 1000;

  /** Over two waves of 440 Hz, so that it does not count where in a wave it begins. */
  private static final int WINDOW = 5;

  /** A decoder that joins a stream has half of its first frame. */
  private static final int DECODER_START = 1000;

  private SteadyTone() {}

  /** The longest time in milliseconds during which it has less than half of its amplitude. */
  static double longestHole(Path stream) throws IOException, InterruptedException {
    List<Double> powers = powers(stream);
    double half = Figures.of(powers).median() / 4;
    int longest = 0;
    int run = 0;
    for (int i = DECODER_START; i < powers.size(); i++) {
      double sum = 0;
      for (int j = 0; j < WINDOW; j++) {
        sum += powers.get(i - j);
      }
      run = sum / WINDOW < half ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /** The power of each millisecond, where time stamps that leave something out leave silence. */
  private static List<Double> powers(Path stream) throws IOException, InterruptedException {
    Process ffmpeg = decode(stream);
    List<Double> powers = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(ffmpeg.getInputStream(), 1 << 16))) {
      while (true) {
        double sum = 0;
        for (int i = 0; i < STEP; i++) {
          double sample = in.readShort();
          sum += sample * sample;
        }
        powers.add(sum / STEP);
      }
    } catch (EOFException over) {
      ffmpeg.waitFor();
    }
    return powers;
  }

  private static Process decode(Path stream) throws IOException {
    List<String> command = new ArrayList<>(List.of("ffmpeg -nostdin -v fatal -i".split(" ")));
    command.add(stream.toString());
    command.addAll(List.of("-map", "0:a", "-af"));
    command.add("aresample=%d:async=1:min_hard_comp=0.005".formatted(RATE));
    command.addAll(List.of("-ac 1 -c:a pcm_s16be -f s16be pipe:1".split(" ")));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
