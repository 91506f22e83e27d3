package radio.nightshift.icecast;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends the first frames of all mounts from one thread. Programmes start at the same minute: if
 * each mount's thread woke for it, a hundred of them would keep each other waiting for a core, and
 * the servers that they send to as well.
 */
final class FirstFrames {
  /**
   * Within this time all the others are out. A mount whose turn has not come by then sends its
   * first frame itself, so that a server that is blocked delays the others no longer than this.
   */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(15);

  private final ScheduledExecutorService executor;

  FirstFrames(ScheduledExecutorService executor) {
    this.executor = executor;
  }

  /**
   * Sends a mount's first frame after that time, and returns when it is out.
   *
   * @throws IcecastException what the sending has thrown
   */
  void sendIn(long nanos, Callable<Void> sending) throws IcecastException, InterruptedException {
    // It runs once, on whichever thread comes to it first.
    FutureTask<Void> first = new FutureTask<>(sending);
    long end = System.nanoTime() + nanos + PATIENCE_NANOS;
    executor.schedule(first, nanos, TimeUnit.NANOSECONDS);
    long wait;
    while ((wait = end - System.nanoTime()) > 0) {
      LockSupport.parkNanos(wait);
    }
    first.run();
    outcome(first);
  }

  private static void outcome(FutureTask<Void> first)
      throws IcecastException, InterruptedException {
    try {
      first.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IcecastException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
