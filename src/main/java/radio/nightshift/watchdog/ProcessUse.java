package radio.nightshift.watchdog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A process and what it has used of the processor, by Linux's {@code /proc}.
 *
 * @param pid its number
 * @param start its start in ticks since the machine's: a later process of that number has another
 * @param used its processor time since then, that of all its threads
 */
record ProcessUse(long pid, long start, Duration used) {
  /** Linux counts in hundredths of a second for programs, whatever it counts in itself. */
  private static final long TICK_MILLIS = 10;

  private static final int MOST_BYTES = 4096;
  private static final int STATE = 0;
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int START = 19;

  /** That of a process by now; empty if there is none of that number, or it is over. */
  static Optional<ProcessUse> of(Path proc, long pid) {
    try {
      String stat = read(proc.resolve("" + pid).resolve("stat"));
      // The name, in brackets, may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      if ("ZX".contains(fields[STATE])) {
        return Optional.empty();
      }
      long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
      return Optional.of(
          new ProcessUse(
              pid, Long.parseLong(fields[START]), Duration.ofMillis(ticks * TICK_MILLIS)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Whether a process bears a name, as the kernel has it or as it was started by. */
  static boolean bears(String name, Path process) {
    try {
      // The kernel keeps 15 bytes of a name.
      String known = read(process.resolve("comm")).stripTrailing();
      if (known.equals(name)) {
        return true;
      }
      String program = read(process.resolve("cmdline")).split("\0", 2)[0];
      return program.substring(program.lastIndexOf('/') + 1).equals(name);
    } catch (IOException gone) {
      return false;
    }
  }

  /** Whether another sight is one of the same process. */
  boolean isOf(ProcessUse other) {
    return other != null && pid == other.pid && start == other.start;
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      // Arguments, which are in one of them, may be as long as a stranger likes.
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
  }
}
