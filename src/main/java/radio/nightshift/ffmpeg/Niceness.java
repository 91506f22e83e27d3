package radio.nightshift.ffmpeg;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Low priority and bounded memory for programs that read a stranger's audio: they give way to the
 * stream.
 *
 * @param before the arguments of nice that come before the program
 */
public record Niceness(List<String> before) {

  /**
   * By {@code nice}, and by {@code ionice} and {@code prlimit} where this machine has them.
   *
   * @param path the environment's PATH
   * @param memory how much address space a program may take, in MB
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

  /** Low priority alone, for programs of the user's own. */
  public static Niceness alone() {
    return new Niceness(List.of("-n", "5"));
  }

  /** The arguments of {@code nice} that run a program with its arguments. */
  public List<String> with(List<String> command) {
    List<String> all = new ArrayList<>(before);
    all.addAll(command);
    return all;
  }

  /** Whether a program is on a PATH. */
  static boolean has(String path, String program) {
    return path != null
        && List.of(path.split(":")).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
