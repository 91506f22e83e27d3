package radio.nightshift.ffmpeg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process as the kernel lists it.
 *
 * @param handle the process, by number and time of start: a later one of that number is another
 * @param isOver whether it has ended, and only waits for its parent to notice
 * @param group its process group
 */
record ProcessEntry(ProcessHandle handle, boolean isOver, long group) {
  private static final Path PROC = Path.of("/proc");

  /** Those of this moment. */
  static List<ProcessEntry> all() {
    List<ProcessEntry> all = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[1-9]*")) {
      for (Path folder : folders) {
        of(Long.parseLong("" + folder.getFileName())).ifPresent(all::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("'%s' cannot be read".formatted(PROC), e);
    }
    return all;
  }

  /** That of a number; empty if there is no such process. */
  static Optional<ProcessEntry> of(long pid) {
    // The handle comes first: what is read afterwards is of this process or of a later one.
    return ProcessHandle.of(pid).flatMap(ProcessEntry::of);
  }

  private static Optional<ProcessEntry> of(ProcessHandle handle) {
    try {
      String stat = read(handle, "stat");
      // The name, in brackets, may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Optional.of(
          new ProcessEntry(handle, "ZX".contains(fields[0]), Long.parseLong(fields[2])));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Whether it was started with a variable in its environment. */
  boolean bears(String variable) {
    try {
      return List.of(read(handle, "environ").split("\0")).contains(variable);
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  private static String read(ProcessHandle handle, String file) throws IOException {
    Path path = PROC.resolve("" + handle.pid()).resolve(file);
    return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
  }
}
