package radio.nightshift.media;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Makes and judges real audio with the installed ffmpeg. */
final class Ffmpeg {
  private static final List<String> SOUND =
      List.of(
          "-f",
          "lavfi",
          "-i",
          "sine=440:d=SECONDS[a];anoisesrc=a=0.1:seed=7:d=SECONDS[b];[a][b]amix");

  private Ffmpeg() {}

  /** Encodes a sine with some noise in it. */
  static Path sound(Path file, double seconds, String... arguments) throws IOException {
    List<String> all = new ArrayList<>();
    SOUND.forEach(argument -> all.add(argument.replace("SECONDS", "" + seconds)));
    all.addAll(List.of(arguments));
    all.add(file.toString());
    run("ffmpeg", "-fflags +bitexact -y", all);
    return file;
  }

  /** Runs ffmpeg on a file and returns what comes out. */
  static byte[] convert(Path file, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("-i", file.toString()));
    all.addAll(List.of(arguments));
    all.add("-");
    return run("ffmpeg", "", all);
  }

  /** What a decoder complains of; empty if it is content. */
  static String complaints(Path file) throws IOException {
    Path log = Files.createTempFile(file.getParent(), "decode", ".log");
    Process process =
        new ProcessBuilder("ffmpeg", "-nostdin", "-v", "error", "-i", "" + file, "-f", "null", "-")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    await(process, "decoding " + file);
    try (Stream<String> lines = Files.lines(log)) {
      // At the link of any chained Vorbis file, ffmpeg's own timestamps overlap by some samples.
      return lines.filter(line -> !line.contains("dts to muxer")).collect(joining("\n"));
    }
  }

  /** The decoded samples, 16 bits each. */
  static short[] samples(Path file) throws IOException {
    byte[] raw = convert(file, "-f", "s16le");
    short[] samples = new short[raw.length / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (raw[2 * i] & 0xff | raw[2 * i + 1] << 8);
    }
    return samples;
  }

  /** The title in the audio stream's own tags. */
  static String title(Path file) throws IOException {
    List<String> arguments =
        List.of("-show_entries", "stream_tags=title", "-of", "default=nw=1:nk=1", file.toString());
    return new String(run("ffprobe", "", arguments), StandardCharsets.UTF_8).strip();
  }

  /** How long ffprobe takes a file to be, by its header or an estimate. */
  static double seconds(Path file) throws IOException {
    List<String> arguments =
        List.of("-show_entries", "format=duration", "-of", "default=nw=1:nk=1", file.toString());
    return Double.parseDouble(
        new String(run("ffprobe", "", arguments), StandardCharsets.UTF_8).strip());
  }

  /** How long ffprobe says all packets of a file play, in seconds. */
  static double packetSeconds(Path file) throws IOException {
    List<String> arguments =
        List.of(
            "-select_streams", "a:0", "-show_entries", "packet=duration_time", "-of", "csv=p=0");
    List<String> all = new ArrayList<>(arguments);
    all.add(file.toString());
    String lines = new String(run("ffprobe", "", all), StandardCharsets.UTF_8);
    // Where there is side data, a comma follows.
    return lines
        .lines()
        .map(line -> line.replace(",", ""))
        .filter(line -> line.matches("[0-9.]+"))
        .mapToDouble(Double::parseDouble)
        .sum();
  }

  private static byte[] run(String program, String flags, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(program, "-v", "error"));
    if (program.equals("ffmpeg")) {
      command.add("-nostdin");
    }
    flags.lines().flatMap(l -> List.of(l.split(" ")).stream()).forEach(command::add);
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    byte[] out = process.getInputStream().readAllBytes();
    await(process, command.toString());
    if (process.exitValue() != 0) {
      throw new IOException("exit status " + process.exitValue() + " from " + command);
    }
    return out;
  }

  private static void await(Process process, String what) throws IOException {
    try {
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("still running after 20 s: " + what);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: " + what, e);
    }
  }
}
