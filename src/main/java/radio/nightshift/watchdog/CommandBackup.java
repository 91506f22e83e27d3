package radio.nightshift.watchdog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.exec.ExecException;
import radio.nightshift.check.Trouble;
import radio.nightshift.condition.Printable;
import radio.nightshift.ffmpeg.ProgramEnd;
import radio.nightshift.ffmpeg.Programs;

/**
 * A backup that a program of the user's starts, stops and knows the state of. It is run with one
 * word: {@code start}, {@code stop} or {@code state}, of which the last ends with 0 if the backup
 * runs and with 3 if it is stopped.
 */
final class CommandBackup implements Backup {
  /** A machine may boot for so long before it counts as running. */
  static final Duration SETTLING = Duration.ofMinutes(10);

  private static final int STOPPED = 3;

  private final Path program;
  private final Duration limit;
  private final Programs programs;
  private final StartNote note;

  /**
   * A program.
   *
   * @param limit how long each run of it may take
   */
  CommandBackup(Path program, Duration limit, Programs programs, StartNote note) {
    this.program = program;
    this.limit = limit;
    this.programs = programs;
    this.note = note;
  }

  @Override
  public Standing look() throws BackupException {
    if (runs()) {
      note.sawOn();
      String by = note.isThere() ? ", started by this watchdog" : "";
      return new Standing(
          Standing.Phase.RUNNING,
          note.isThere(),
          "the backup of '%s' runs%s".formatted(program, by));
    }
    if (note.sawStopped() && note.isThere()) {
      note.remove();
    }
    return note.isRequested()
        ? new Standing(
            Standing.Phase.STARTING, true, "the backup of '%s' does not run yet".formatted(program))
        : new Standing(
            Standing.Phase.STOPPED, false, "the backup of '%s' does not run".formatted(program));
  }

  @Override
  public void start() throws BackupException {
    if (mayStart()) {
      try {
        require("start");
      } catch (BackupException e) {
        // It is not on its way, as far as anybody knows, and is to be started again.
        note.failed();
        throw e;
      }
    }
  }

  /** Notes the start, unless the backup may have been started by somebody else. */
  private boolean mayStart() {
    try {
      if (runs()) {
        return false;
      }
      note.starting(Map.of());
    } catch (BackupException unknown) {
      // What it does without being asked how it is, it must do without our stop.
    }
    return true;
  }

  @Override
  public void stop() throws BackupException {
    if (note.isThere()) {
      require("stop");
      note.remove();
    }
  }

  /** Whether it can be run; it is run with {@code state} only. */
  String probe() throws Trouble {
    try {
      return runs() ? "the backup runs" : "the backup is stopped";
    } catch (BackupException e) {
      throw new Trouble(e.getMessage() + ".");
    }
  }

  private boolean runs() throws BackupException {
    ProgramEnd end = run("state");
    if (end.isSuccess()) {
      return true;
    }
    if (end.exit() == STOPPED) {
      return false;
    }
    throw failed(
        "state", end, "it is to end with 0 if the backup runs, and with 3 if it is stopped");
  }

  private void require(String word) throws BackupException {
    ProgramEnd end = run(word);
    if (!end.isSuccess()) {
      throw failed(word, end, "see to it that it ends with 0 once that is done");
    }
  }

  private BackupException failed(String word, ProgramEnd end, String remedy) {
    String last = end.err().isBlank() ? ProgramEnd.lastLine(end.out()) : end.lastLine();
    return end.isTimedOut()
        ? trouble(
            word,
            "has not ended within %d s".formatted(limit.toSeconds()),
            "let it do its work behind it, without its output",
            false)
        : trouble(word, "ends with %d (%s)".formatted(end.exit(), last), remedy, false);
  }

  private ProgramEnd run(String word) throws BackupException {
    if (!Files.isExecutable(program) || Files.isDirectory(program)) {
      throw trouble(
          word, "cannot be run", "set watchdog.backup.command to a program that may be run", true);
    }
    try {
      return programs.run(limit, List.of(program.toString(), word));
    } catch (ExecException e) {
      // It has no interpreter, say, or the station is being stopped.
      throw trouble(
          word,
          "cannot be run (%s)".formatted(Printable.printable("" + e.getMessage())),
          "run it by hand to see why",
          false);
    } catch (IOException e) {
      throw trouble(
          word,
          "was killed, or ended with 255 as ssh does where it reaches nobody",
          "run it by hand to see why",
          false);
    }
  }

  private BackupException trouble(String word, String what, String remedy, boolean isLasting) {
    return new BackupException("'%s %s' %s; %s".formatted(program, word, what, remedy), isLasting);
  }
}
