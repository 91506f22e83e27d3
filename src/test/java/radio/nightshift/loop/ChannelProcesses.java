package radio.nightshift.loop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The programs that a station's channels run, by the mark in their environment. */
record ChannelProcesses(Path home) {
  private static final String MARK = "NIGHTSHIFT_PROGRAM_OF=";

  /** All that run now. */
  List<ProcessHandle> all() {
    return ProcessHandle.allProcesses()
        .filter(one -> read(one, "environ").contains(MARK + home + "\0"))
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  /** The one ffmpeg that has a text among its arguments. */
  ProcessHandle only(String argument) {
    List<ProcessHandle> found =
        all().stream().filter(one -> read(one, "cmdline").contains(argument)).toList();
    if (found.size() != 1) {
      throw new AssertionError("programs with '" + argument + "', expected one: " + found);
    }
    return found.get(0);
  }

  /** Of all processes of this machine but one, those with a text on their command lines. */
  static List<String> showing(String text, Process but) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(one -> one.pid() != but.pid())
          .map(one -> read(one, "cmdline"))
          .filter(line -> line.contains(text))
          .toList();
    }
  }

  private static String read(ProcessHandle process, String what) {
    try {
      Path file = Path.of("/proc", "" + process.pid(), what);
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException over) {
      return "";
    }
  }
}
