package radio.nightshift.loop;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread for each fetch, so that whatever blocks there (names, connections, a network disk that
 * hangs) never holds up a stop of the station.
 */
final class FetchThread {
  private static final Logger LOG = LoggerFactory.getLogger(FetchThread.class);
  private static final long GLANCE_MILLIS = 100;

  private final SourceAddress address;
  private final Source source;
  private final BooleanSupplier stopping;
  private FutureTask<?> latest;

  FetchThread(SourceAddress address, Source source, BooleanSupplier stopping) {
    this.address = address;
    this.source = source;
    this.stopping = stopping;
  }

  /** The source's current version. */
  SourceFile current() throws SourceException {
    return run(source::current);
  }

  /** The source's size. */
  long size() throws SourceException {
    return run(source::size);
  }

  private synchronized <T> T run(Callable<T> request) throws SourceException {
    if (latest != null && !latest.isDone()) {
      throw address.trouble(
          "is still waited for by an attempt that was left", "check the network and the disk");
    }
    FutureTask<T> task = new FutureTask<>(request);
    latest = task;
    Thread thread = new Thread(task, "loop-fetch " + address);
    thread.setDaemon(true);
    thread.start();
    return awaited(task);
  }

  private <T> T awaited(FutureTask<T> task) throws SourceException {
    while (true) {
      try {
        return task.get(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        source.watch();
        if (stopping.getAsBoolean()) {
          throw left();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw left();
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      }
    }
  }

  private SourceException left() {
    source.breakOff();
    return address.trouble("was not waited for", "the station stops");
  }

  private SourceException failure(Throwable cause) {
    if (cause instanceof SourceException said) {
      return said;
    }
    LOG.debug("'{}' cannot be fetched", address, cause);
    if (cause instanceof IOException) {
      return address.trouble(
          "cannot be kept (%s)".formatted(cause),
          "make room on its disk, and let this user write there");
    }
    return address.trouble(
        "cannot be fetched (%s)".formatted(cause.getClass().getName()),
        "report this as a fault of Nightshift");
  }
}
