package radio.nightshift.loop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Runs what may block and cannot be broken off (names, a network disk that hangs) on threads of its
 * own, so that it never holds up a stop of the station.
 */
final class Asides {
  private static final long GLANCE_MILLIS = 100;

  private final Duration limit;
  private final Map<String, Future<?>> begun = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "loop-aside");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Threads that are waited for.
   *
   * @param limit at most for so long
   */
  Asides(Duration limit) {
    this.limit = limit;
  }

  /** Begins something, for which nobody waits. */
  <T> Future<T> begin(Callable<T> task) {
    return threads.submit(task);
  }

  /**
   * Does something.
   *
   * @param what is waited for, as the subject of a sentence; at most one attempt at it runs
   * @param remedy what to do if it never comes
   * @param isWanted whether it is waited for any more
   * @throws IOException the task's own, or that it was not waited for
   */
  <T> T await(String what, String remedy, BooleanSupplier isWanted, Callable<T> task)
      throws IOException {
    Future<?> before = begun.get(what);
    if (before != null && !before.isDone()) {
      throw new IOException("%s is still waited for; %s".formatted(what, remedy));
    }
    Future<T> now = begin(task);
    begun.put(what, now);
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end && isWanted.getAsBoolean()) {
      try {
        return now.get(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        // Whether it is still wanted is asked now and then.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException(what + " was not waited for: the channel was interrupted");
      } catch (ExecutionException e) {
        throw failure(what, e.getCause());
      }
    }
    throw new IOException(
        "%s has not come within %d s; %s".formatted(what, limit.toSeconds(), remedy));
  }

  private static IOException failure(String what, Throwable cause) {
    return cause instanceof IOException io
        ? io
        : new IOException("%s has failed: %s".formatted(what, cause), cause);
  }
}
