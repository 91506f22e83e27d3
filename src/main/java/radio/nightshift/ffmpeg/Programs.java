package radio.nightshift.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.exec.ExecCommand;
import org.apache.camel.component.exec.ExecCommandExecutor;
import org.apache.camel.component.exec.ExecException;
import org.apache.camel.component.exec.ExecResult;

/**
 * Runs programs, for {@code exec:} or at once. Only the end of their output is kept; when their
 * time is over or the station stops, they are killed with their children.
 */
public final class Programs implements ExecCommandExecutor {
  /** The exit values of nice and its like if the program cannot be started, or is not there. */
  private static final Set<Integer> NOT_RUN = Set.of(126, 127);

  /** How likely the kernel is to choose them when memory runs out, out of 1000. */
  private static final String FIRST_TO_GO = "500";

  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private final Listener listener;
  private boolean stopping;

  /** Learns of each program that {@code exec:} runs whether it can be run; by default, nothing. */
  public interface Listener {
    /** The program was run, whatever it came to. */
    default void ran(String program) {}

    /** The program could not be run: it is not there, or must not be run. */
    default void failed(String program, String reason) {}
  }

  /** A program that could not be run. */
  private static final class NotRunException extends ExecException {
    private static final long serialVersionUID = 1L;

    NotRunException(String why) {
      // Without its cause: error rules for an IOException would take it for one file's failure.
      super(why, null, null, -1);
    }
  }

  private record Outputs(int exit, InputStream out, InputStream err) {}

  /** Programs without a listener. */
  public Programs() {
    this(new Listener() {});
  }

  public Programs(Listener listener) {
    this.listener = listener;
  }

  @Override
  public ExecResult execute(ExecCommand command) {
    if (command instanceof ProgramRunBinding.RunCommand run && run.isEmpty()) {
      return new ExecResult(command, InputStream.nullInputStream(), null, 0);
    }
    String program =
        command instanceof ProgramRunBinding.RunCommand run
            ? run.program()
            : command.getExecutable();
    List<String> line = new ArrayList<>(List.of(command.getExecutable()));
    line.addAll(command.getArgs());
    Path folder = command.getWorkingDir() == null ? null : Path.of(command.getWorkingDir());
    try {
      byte[] input =
          command instanceof ProgramRunBinding.RunCommand run ? run.input() : new byte[0];
      Outputs outputs = execute(line, folder, input, command.getTimeout());
      listener.ran(program);
      return new ExecResult(command, outputs.out, outputs.err, outputs.exit);
    } catch (NotRunException e) {
      listener.failed(program, e.getMessage());
      throw e;
    }
  }

  /**
   * Runs a program in this thread, at normal priority.
   *
   * @throws ExecException if it cannot be started, or the station stops
   * @throws IOException if somebody else has killed it
   */
  public ProgramEnd run(Duration limit, List<String> command) throws IOException {
    Outputs outputs = execute(command, null, new byte[0], limit.toMillis());
    ProgramEnd end = ProgramEnd.of(outputs.exit, outputs.out, outputs.err);
    end.requireNotKilled(command.get(0));
    return end;
  }

  /**
   * The standard output of a program.
   *
   * @throws ExecException if it cannot be started, or the station stops
   * @throws IOException if it fails; the message names the command and the reason
   */
  public String output(Duration limit, String... command) throws IOException {
    ProgramEnd end = run(limit, List.of(command));
    if (!end.isSuccess()) {
      String reason = end.err().isBlank() ? ProgramEnd.lastLine(end.out()) : end.lastLine();
      throw new IOException(
          "'%s' fails: %s"
              .formatted(
                  String.join(" ", command),
                  end.isTimedOut() ? "no end within " + limit.toSeconds() + " s" : reason));
    }
    return end.out();
  }

  /** Kills all that run, and runs no more. */
  public void stop() {
    synchronized (this) {
      stopping = true;
    }
    running.forEach(Programs::kill);
  }

  private Outputs execute(List<String> line, Path folder, byte[] input, long limitMillis) {
    Process process = start(line, folder, input.length > 0);
    try {
      feed(process, input);
      OutputTail out = new OutputTail(process.getInputStream());
      OutputTail err = new OutputTail(process.getErrorStream());
      boolean inTime = process.waitFor(limitMillis, TimeUnit.MILLISECONDS);
      if (!inTime) {
        kill(process);
      }
      int exit = process.waitFor();
      Outputs outputs = new Outputs(inTime ? exit : ProgramEnd.TIMED_OUT, out.read(), err.read());
      if (isStopping()) {
        throw failed("the station is being stopped", null);
      }
      if (NOT_RUN.contains(exit)) {
        throw new NotRunException(ProgramEnd.of(exit, outputs.out, outputs.err).lastLine());
      }
      return outputs;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted while " + line.get(0) + " ran", e);
    } finally {
      kill(process);
      running.remove(process);
    }
  }

  /** Whether a program reads it is its own affair. */
  private static void feed(Process process, byte[] input) {
    if (input.length > 0) {
      try (OutputStream in = process.getOutputStream()) {
        in.write(input);
      } catch (IOException over) {
        // It has ended without reading all of it.
      }
    }
  }

  private synchronized boolean isStopping() {
    return stopping;
  }

  private synchronized Process start(List<String> line, Path folder, boolean isFed) {
    if (stopping) {
      throw failed("the station is being stopped", null);
    }
    ProcessBuilder builder = new ProcessBuilder(line);
    if (!isFed) {
      builder.redirectInput(new File("/dev/null"));
    }
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    try {
      Process process = builder.start();
      running.add(process);
      letItGoFirst(process);
      return process;
    } catch (IOException e) {
      throw new NotRunException(e.getMessage());
    }
  }

  /**
   * It would inherit the protection that the station may have as a service, and it can be run
   * again.
   */
  static void letItGoFirst(Process process) {
    try {
      Files.writeString(Path.of("/proc", "" + process.pid(), "oom_score_adj"), FIRST_TO_GO);
    } catch (IOException overOrAlreadyHigher) {
      // Either is well.
    }
  }

  /** Kills its children too, which would hold its output open. Nothing half-made is kept anyway. */
  private static void kill(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private static ExecException failed(String why, Throwable cause) {
    return new ExecException(why, null, null, -1, cause);
  }
}
