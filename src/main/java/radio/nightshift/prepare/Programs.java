package radio.nightshift.prepare;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.exec.ExecCommand;
import org.apache.camel.component.exec.ExecCommandExecutor;
import org.apache.camel.component.exec.ExecException;
import org.apache.camel.component.exec.ExecResult;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.PumpStreamHandler;

/**
 * Runs programs for {@code exec:}. Of what they say, which may be a stranger's tags at any length,
 * no more than the end is kept; and when the station stops, they are ended.
 */
public final class Programs implements ExecCommandExecutor {
  private static final int KEPT = 1 << 20;

  private final Set<ExecuteWatchdog> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  @Override
  public ExecResult execute(ExecCommand command) {
    Tail out = new Tail();
    Tail err = new Tail();
    DefaultExecutor executor = DefaultExecutor.builder().get();
    executor.setExitValues(null);
    executor.setStreamHandler(new PumpStreamHandler(out, err));
    if (command.getWorkingDir() != null) {
      executor.setWorkingDirectory(Path.of(command.getWorkingDir()).toFile());
    }
    ExecuteWatchdog watchdog =
        ExecuteWatchdog.builder().setTimeout(Duration.ofMillis(command.getTimeout())).get();
    executor.setWatchdog(watchdog);
    CommandLine line = new CommandLine(command.getExecutable());
    command.getArgs().forEach(argument -> line.addArgument(argument, false));
    running.add(watchdog);
    try {
      if (stopping) {
        throw new ExecException("the station is being stopped", null, null, -1);
      }
      int exit = executor.execute(line);
      return new ExecResult(command, out.read(), err.read(), exit);
    } catch (ExecuteException e) {
      return new ExecResult(command, out.read(), err.read(), e.getExitValue());
    } catch (IOException e) {
      throw new ExecException(
          "Unable to execute command " + command.getExecutable() + ": " + e.getMessage(),
          null,
          null,
          -1,
          e);
    } finally {
      running.remove(watchdog);
    }
  }

  /** Ends all that run, and runs no more. */
  public void stop() {
    stopping = true;
    running.forEach(ExecuteWatchdog::destroyProcess);
  }

  /** The last of what was written to it. */
  private static final class Tail extends OutputStream {
    private byte[] kept = new byte[1024];
    private int size;

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
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
