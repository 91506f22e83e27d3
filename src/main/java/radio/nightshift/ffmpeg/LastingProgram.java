package radio.nightshift.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that runs until somebody ends it, such as an encoder; nobody expects it to end. */
public final class LastingProgram {
  private static final Logger LOG = LoggerFactory.getLogger(LastingProgram.class);

  /** As much as both pipes hold several times over. */
  private static final int MOST_AT_ONCE = 1 << 20;

  private static final int BUSY = 1 << 14;
  private static final int DYING_SECONDS = 1;
  private static final int SIGNAL = 128;

  private final LastingRun run;
  private final Process process;
  private final ProcessGroup group;
  private final ProgramInput input;
  private final ProgressOutput progress = new ProgressOutput();
  private final ErrorOutput errors = new ErrorOutput();
  private final byte[] part = new byte[1 << 13];
  private String endedBecause;

  LastingProgram(LastingRun run, Process process, ProcessGroup group) {
    this.run = run;
    this.process = process;
    this.group = group;
    input = new ProgramInput(process.getOutputStream(), this::requireReading);
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** The latest report of its progress; {@link ProgressReport#NONE} before the first. */
  public ProgressReport progress() {
    return progress.latest();
  }

  /**
   * Its standard input. A write waits while the program does not read; {@link #end} releases it. It
   * fails with a {@link ProgramEndedException} once the program has ended. Closing it lets the
   * program come to its own end.
   */
  public OutputStream input() {
    return input;
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Fails if it has ended, or has been killed because it made no progress.
   *
   * @throws ProgramEndedException with the program's reason
   */
  public void requireAlive() throws ProgramEndedException {
    String because = endedBecause();
    if (because != null || !process.isAlive()) {
      drain();
      String how = because == null ? ofItself(process.exitValue()) : because;
      throw new ProgramEndedException("'%s' %s: %s".formatted(run, how, lastLine()));
    }
  }

  /**
   * Lets it come to its own end, which it does once it has read all of its input.
   *
   * @return whether it has ended within the limit
   */
  public boolean finish(Duration limit) throws IOException {
    input.close();
    try {
      return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Ends it with all that it has started: by TERM, and by KILL what is left after a second. Returns
   * when nothing is left.
   */
  public void end() {
    terminate();
    if (!group.awaitEnd()) {
      warnOfRest();
    }
  }

  /** Requests it to end. */
  void terminate() {
    endBecause("was ended by the station");
    input.closeIfIdle();
    group.terminate();
  }

  /** Ends what it has started, now that it is over itself. */
  void sweep() {
    // Whoever ends it grants the others their time.
    if (!group.isTerminated() && !group.kill()) {
      warnOfRest();
    }
  }

  /**
   * Reads what it has written, and kills it if it makes no progress.
   *
   * @return whether it writes much, and should be read again at once
   */
  boolean inspect() {
    int read = drain();
    boolean isOverdue =
        !run.silence().isZero()
            && (progress.hasMoved() || !run.waitsFirst())
            && progress.silence().compareTo(run.silence()) > 0;
    if (isOverdue && process.isAlive()) {
      endBecause(
          "ran without any progress for %.1f s, and was killed"
              .formatted(progress.silence().toMillis() / 1000.0));
      group.strike();
    }
    return read >= BUSY;
  }

  private void requireReading(IOException cause) throws IOException {
    try {
      // It closes its input a moment before it is over.
      process.waitFor(DYING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    requireAlive();
    throw new IOException(
        "'%s' runs, but no longer reads its input (%s)".formatted(run, cause.getMessage()));
  }

  private synchronized int drain() {
    return drain(process.getInputStream(), progress::write)
        + drain(process.getErrorStream(), errors::write);
  }

  private int drain(InputStream output, ObjIntConsumer<byte[]> reader) {
    int read = 0;
    // At the end, the JDK puts what is left into another stream, and holds this lock meanwhile.
    synchronized (output) {
      try {
        while (read < MOST_AT_ONCE && output.available() > 0) {
          int count = output.read(part);
          reader.accept(part, count);
          read += count;
        }
      } catch (IOException closed) {
        // There is no more.
      }
    }
    return read;
  }

  private synchronized String endedBecause() {
    return endedBecause;
  }

  private synchronized void endBecause(String reason) {
    if (endedBecause == null && process.isAlive()) {
      endedBecause = reason;
    }
  }

  private static String ofItself(int exit) {
    return exit > SIGNAL && exit <= SIGNAL + 64
        ? "was ended from outside by signal %d, perhaps for want of memory".formatted(exit - SIGNAL)
        : "has ended with exit value " + exit;
  }

  private String lastLine() {
    return ProgramEnd.lastLine(run.masked(errors.text()));
  }

  private void warnOfRest() {
    LOG.warn(
        "'{}' (process {}) has been killed, but it or what it has started hangs in the kernel; "
            + "inspect its files and devices.",
        run,
        process.pid());
  }
}
