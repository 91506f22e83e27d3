package radio.nightshift.ffmpeg;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.exec.ExecCommand;
import org.apache.camel.component.exec.ExecCommandExecutor;
import org.apache.camel.component.exec.ExecException;
import org.apache.camel.component.exec.ExecResult;
import radio.nightshift.condition.Printable;

/**
 * Runs programs for {@code exec:}. Of what they say, which may be a stranger's tags at any length,
 * no more than the end is kept; and when their time is over or the station stops, they are ended.
 */
public final class Programs implements ExecCommandExecutor {
  /** What a program counts as having said when its time is over, as coreutils' timeout has it. */
  public static final int TIMED_OUT = 124;

  private static final int KEPT = 1 << 20;
  private static final int SHOWN = 200;
  private static final Set<Integer> ENDED = Set.of(128 + 9, 128 + 15, 255);

  /** What nice and its like exit with if the program cannot be started, or is not there. */
  private static final Set<Integer> NOT_RUN = Set.of(126, 127);

  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private boolean stopping;

  /**
   * Whether an exit value says that somebody else, such as the kernel for want of memory, has ended
   * the program: by SIGKILL or SIGTERM, which ffmpeg answers with 255.
   */
  static boolean wasEnded(int exitValue) {
    return ENDED.contains(exitValue);
  }

  /**
   * Looks whether a program came to its own end.
   *
   * @throws IOException if somebody else has ended it
   */
  public static void ownEnd(String program, int exitValue) throws IOException {
    if (wasEnded(exitValue)) {
      throw new IOException(program + " was ended from outside, perhaps for want of memory");
    }
  }

  /** What a program has said last, fit to be shown. */
  public static String lastLine(String said) {
    String last =
        said == null ? "" : said.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
    String shown = Printable.printable(last.strip());
    return last.isBlank()
        ? "it does not say why"
        : shown.substring(0, Math.min(SHOWN, shown.length()));
  }

  @Override
  public ExecResult execute(ExecCommand command) {
    Process process = start(command);
    try {
      Tail out = new Tail();
      Tail err = new Tail();
      Thread pump = out.follow(process.getInputStream());
      Thread errPump = err.follow(process.getErrorStream());
      boolean inTime = process.waitFor(command.getTimeout(), TimeUnit.MILLISECONDS);
      if (!inTime) {
        end(process);
      }
      int exit = process.waitFor();
      pump.join();
      errPump.join();
      if (isStopping()) {
        throw failed("the station is being stopped", null);
      }
      if (NOT_RUN.contains(exit)) {
        throw failed(lastLine(new String(err.read().readAllBytes(), StandardCharsets.UTF_8)), null);
      }
      return new ExecResult(command, out.read(), err.read(), inTime ? exit : TIMED_OUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted while " + command.getExecutable() + " ran", e);
    } finally {
      end(process);
      running.remove(process);
    }
  }

  /** Ends all that run, and runs no more. */
  public void stop() {
    synchronized (this) {
      stopping = true;
    }
    running.forEach(Programs::end);
  }

  private synchronized boolean isStopping() {
    return stopping;
  }

  private synchronized Process start(ExecCommand command) {
    if (stopping) {
      throw failed("the station is being stopped", null);
    }
    List<String> line = new ArrayList<>(List.of(command.getExecutable()));
    line.addAll(command.getArgs());
    ProcessBuilder builder = new ProcessBuilder(line).redirectInput(new File("/dev/null"));
    if (command.getWorkingDir() != null) {
      builder.directory(Path.of(command.getWorkingDir()).toFile());
    }
    try {
      Process process = builder.start();
      running.add(process);
      return process;
    } catch (IOException e) {
      // Without its cause, by which Camel would take it for a setback of one file.
      throw failed(
          "Unable to execute command " + command.getExecutable() + ": " + e.getMessage(), null);
    }
  }

  /** Its children too, for they would hold its output open. Nothing half-made is kept anyway. */
  private static void end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private static ExecException failed(String why, Throwable cause) {
    return new ExecException(why, null, null, -1, cause);
  }

  /** The last of what was written to it. */
  private static final class Tail {
    private byte[] kept = new byte[1024];
    private int size;

    Thread follow(InputStream said) {
      Thread pump =
          new Thread(
              () -> {
                byte[] part = new byte[1 << 13];
                try {
                  for (int count = said.read(part); count >= 0; count = said.read(part)) {
                    write(part, 0, count);
                  }
                } catch (IOException ended) {
                  // What was said until then is all there is.
                }
              },
              "program-output");
      pump.setDaemon(true);
      pump.start();
      return pump;
    }

    private synchronized void write(byte[] bytes, int from, int count) {
      if (size + count > 2 * KEPT) {
        int stays = Math.min(size, KEPT);
        System.arraycopy(kept, size - stays, kept, 0, stays);
        size = stays;
      }
      if (size + count > kept.length) {
        kept = Arrays.copyOf(kept, Math.max(size + count, 2 * kept.length));
      }
      System.arraycopy(bytes, from, kept, size, count);
      size += count;
    }

    synchronized ByteArrayInputStream read() {
      int stays = Math.min(size, KEPT);
      return new ByteArrayInputStream(kept, size - stays, stays);
    }
  }
}
