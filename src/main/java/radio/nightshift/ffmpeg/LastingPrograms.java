package radio.nightshift.ffmpeg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the programs of a station that last, such as the encoders of live channels, and keeps an
 * eye on them. They die with the station, however it ends. Two threads do all this, and neither is
 * there before the first program is.
 */
public final class LastingPrograms {
  /** The variable in a program's environment that names the home of its station. */
  static final String MARK = "NIGHTSHIFT_PROGRAM_OF";

  private static final Logger LOG = LoggerFactory.getLogger(LastingPrograms.class);
  private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";
  private static final long PAUSE = 100;
  private static final long SHORT_PAUSE = 1;
  private static final int STOP_SECONDS = 10;

  private final Path home;
  private final String path;
  private final Set<LastingProgram> running = ConcurrentHashMap.newKeySet();

  /** The kernel kills a program when the thread ends that has started it, so one starts all. */
  private final ScheduledThreadPoolExecutor starter = thread("program-starter");

  private final ScheduledThreadPoolExecutor watch = thread("program-watch");
  private Launch launch;
  private boolean stopping;

  /**
   * Programs of a station, found on the PATH of this process.
   *
   * @param home the station's home, by which its programs are known again
   */
  public LastingPrograms(Path home) {
    this(home, Objects.requireNonNullElse(System.getenv("PATH"), USUAL_PATH));
  }

  LastingPrograms(Path home, String path) {
    this.home = home;
    this.path = path;
  }

  /**
   * Starts a program.
   *
   * @throws IOException if it cannot be started, or the station stops
   */
  public LastingProgram start(LastingRun run) throws IOException {
    Future<LastingProgram> begun;
    synchronized (this) {
      if (stopping) {
        throw new IOException("'%s' is not started: the station is being stopped".formatted(run));
      }
      begun = starter.submit(() -> begin(run));
    }
    return outcome(begun);
  }

  /**
   * Ends the programs that this station has left behind when it was killed.
   *
   * @return how many they were
   */
  public int endLeftovers() throws IOException {
    int count = new Leftovers(MARK + "=" + home.toRealPath()).end();
    if (count > 0) {
      LOG.warn("The station was killed: {} of its programs still ran, and have been ended.", count);
    }
    return count;
  }

  /** Ends all that run, and starts no more. */
  public void stop() {
    synchronized (this) {
      if (stopping) {
        return;
      }
      stopping = true;
    }
    // After all starts before. The thread itself goes last: without it, none may live.
    starter.execute(this::endAll);
    starter.shutdown();
    try {
      if (!starter.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Of the station's programs, {} have not ended.", running.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void endAll() {
    // All get the same second to end by themselves.
    running.forEach(LastingProgram::terminate);
    running.forEach(LastingProgram::end);
    watch.shutdown();
  }

  private LastingProgram begin(LastingRun run) throws IOException {
    if (launch == null) {
      launch = new Launch(path);
    }
    ProcessBuilder builder = launch.builder(run, MARK, "" + home.toRealPath());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new IOException("'%s' cannot be started: %s".formatted(run, e.getMessage()), e);
    }
    Programs.letItGoFirst(process);
    ProcessGroup group = new ProcessGroup(process.toHandle(), launch.hasSession());
    LastingProgram program = new LastingProgram(run, process, group);
    running.add(program);
    process.onExit().thenRun(() -> sweep(program));
    watch.schedule(() -> watch(program), 0, TimeUnit.MILLISECONDS);
    return program;
  }

  private void watch(LastingProgram program) {
    // Before: what it wrote at its end is read too.
    boolean isAlive = program.isAlive();
    long pause = PAUSE;
    try {
      pause = program.inspect() ? SHORT_PAUSE : PAUSE;
    } finally {
      if (isAlive) {
        watch.schedule(() -> watch(program), pause, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void sweep(LastingProgram program) {
    try {
      program.sweep();
    } finally {
      running.remove(program);
    }
  }

  private static ScheduledThreadPoolExecutor thread(String name) {
    return new ScheduledThreadPoolExecutor(
        1,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** The outcome of a start, also for a thread that is interrupted: nobody else would know it. */
  private static <T> T outcome(Future<T> begun) throws IOException {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          return begun.get();
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
