package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A listener's program, which has something to say of a stream that it cannot decode.
 *
 * @param name what it is called in the table
 * @param command what decodes its standard input
 */
record Decoder(String name, List<String> command) {
  static final Decoder FFMPEG =
      new Decoder(
          "ffmpeg",
          List.of("ffmpeg", "-nostdin", "-v", "error", "-i", "pipe:0", "-f", "null", "-"));

  /** On libopusfile, which is strict where ffmpeg is not. */
  static final Decoder OPUSDEC =
      new Decoder("opusdec", List.of("opusdec", "--quiet", "-", "/dev/null"));

  /**
   * Of ffmpeg's output, not its decoder: it counts the sound of Vorbis's first packet, which has
   * none, so that the next link seems to begin before the last one's end. It says so as well of
   * files as they come from its own encoder, put one behind the other.
   */
  private static final String TIMESTAMPS = "non monotonically increasing dts to muxer";

  /** What it says against a stream, which it takes in order, as from a connection. */
  List<String> complaints(Path stream) throws IOException, InterruptedException {
    Path log = stream.resolveSibling(stream.getFileName() + "-" + name + ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(stream.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int exit = process.waitFor();
    List<String> lines = new ArrayList<>(Files.readAllLines(log));
    lines.removeIf(line -> line.isBlank() || line.contains(TIMESTAMPS));
    if (exit != 0 && lines.isEmpty()) {
      lines.add(name + " ended with " + exit);
    }
    return lines;
  }
}
