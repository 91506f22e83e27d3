package radio.nightshift.watchdog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import radio.nightshift.condition.Printable;

/** The processes of the encoder: those of a name, or the one that a pid file names. */
final class WatchedProcess {
  private static final Path PROC = Path.of("/proc");
  private static final int LONGEST_PID_FILE = 64;

  private final String process;
  private final Path proc;
  private PidFile before;

  /** A pid file as it was, and the process that it named. */
  private record PidFile(FileTime written, ProcessUse use) {}

  /**
   * Processes to be found.
   *
   * @param process a name, or the path of a pid file if there is a slash in it
   */
  WatchedProcess(String process) {
    this(process, PROC);
  }

  WatchedProcess(String process, Path proc) {
    this.process = process;
    this.proc = proc;
  }

  /**
   * Those that run, at least one.
   *
   * @throws CheckFailedException if none does
   */
  List<ProcessUse> running() throws CheckFailedException {
    try {
      return process.contains("/") ? ofPidFile(Path.of(process)) : ofName();
    } catch (IOException | DirectoryIteratorException e) {
      throw new CheckFailedException(
          "processes cannot be listed in %s (%s)".formatted(proc, Printable.printable("" + e)));
    }
  }

  @Override
  public String toString() {
    return "'" + Printable.printable(process) + "'";
  }

  private List<ProcessUse> ofName() throws IOException, CheckFailedException {
    List<ProcessUse> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[1-9]*")) {
      for (Path one : all) {
        long pid = Long.parseLong("" + one.getFileName());
        // A station of Java that watches one of Java is not what it watches.
        if (pid != ProcessHandle.current().pid() && ProcessUse.bears(process, one)) {
          ProcessUse.of(proc, pid).ifPresent(found::add);
        }
      }
    }
    if (found.isEmpty()) {
      throw new CheckFailedException("no process %s runs".formatted(this));
    }
    return found;
  }

  private List<ProcessUse> ofPidFile(Path file) throws IOException, CheckFailedException {
    long pid = pid(file);
    FileTime written = Files.getLastModifiedTime(file);
    ProcessUse use =
        ProcessUse.of(proc, pid)
            .orElseThrow(
                () ->
                    new CheckFailedException(
                        "process %d of the pid file %s does not run".formatted(pid, this)));
    boolean isReused =
        before != null
            && before.written.equals(written)
            && before.use.pid() == pid
            && !use.isOf(before.use);
    if (isReused) {
      throw new CheckFailedException(
          "process %d is another than the pid file %s was written for".formatted(pid, this));
    }
    before = new PidFile(written, use);
    return List.of(use);
  }

  private long pid(Path file) throws IOException, CheckFailedException {
    // A pipe in its place would never be read to its end.
    if (!Files.isRegularFile(file)) {
      throw new CheckFailedException(
          "there is no pid file %s; start the encoder, or correct watchdog.process"
              .formatted(this));
    }
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(LONGEST_PID_FILE), StandardCharsets.US_ASCII);
      String first = text.strip().split("\\s", 2)[0];
      if (!first.matches("[1-9][0-9]{0,9}")) {
        throw new CheckFailedException(
            "the pid file %s holds no number of a process; correct watchdog.process"
                .formatted(this));
      }
      return Long.parseLong(first);
    } catch (AccessDeniedException e) {
      throw new CheckFailedException(
          "the pid file %s may not be read; let this user read it".formatted(this));
    } catch (NoSuchFileException e) {
      throw new CheckFailedException("the pid file %s is gone".formatted(this));
    }
  }
}
