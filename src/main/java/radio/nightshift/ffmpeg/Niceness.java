package radio.nightshift.ffmpeg;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a program that reads a stranger's audio is run: it gives way to the stream, and has bounds.
 *
 * @param before the arguments of nice that come before the program
 */
public record Niceness(List<String> before) {

  /**
   * By {@code nice}, and by {@code ionice} and {@code prlimit} where this machine has them.
   *
   * @param path the environment's PATH
   * @param memory how much address space it may take, in MB
   */
  public static Niceness on(String path, int memory) {
    List<String> before = new ArrayList<>(List.of("-n", "15"));
    if (has(path, "ionice")) {
      // Where priorities may not be changed, it runs without.
      before.addAll(List.of("ionice", "-t", "-c", "2", "-n", "7"));
    }
    if (has(path, "prlimit")) {
      before.addAll(List.of("prlimit", "--as=" + memory * 1_000_000L));
    }
    return new Niceness(List.copyOf(before));
  }

  /** The arguments of {@code nice} that run ffmpeg with some arguments. */
  public List<String> ffmpeg(List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("-nostdin", "-hide_banner", "-nostats"));
    all.addAll(arguments);
    return run("ffmpeg", all);
  }

  /** The arguments of {@code nice} that run any program with some arguments. */
  public List<String> run(String program, List<String> arguments) {
    List<String> all = new ArrayList<>(before);
    all.add(program);
    all.addAll(arguments);
    return all;
  }

  private static boolean has(String path, String program) {
    return path != null
        && List.of(path.split(":")).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
