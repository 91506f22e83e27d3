package radio.nightshift.condition;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls those who want to know of changes, in order, each by a thread of its own: one that hangs
 * keeps nothing from the others.
 */
final class Listeners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private static final int MOST_WAITING = 1000;
  private static final long IDLE_SECONDS = 5;

  private final List<Caller> callers = new CopyOnWriteArrayList<>();
  private final AtomicLong missed = new AtomicLong();

  private final class Caller {
    private final Consumer<Change> listener;
    private final ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Background::thread);
    private boolean isFull;

    Caller(Consumer<Change> listener) {
      this.listener = listener;
      executor.allowCoreThreadTimeOut(true);
    }

    void call(Change change) {
      if (executor.isShutdown()) {
        return;
      }
      try {
        executor.execute(() -> pass(change, listener));
        isFull = false;
      } catch (RejectedExecutionException full) {
        missed.incrementAndGet();
        if (!isFull && !executor.isShutdown()) {
          isFull = true;
          LOG.warn("A listener to conditions is too slow; it misses changes.");
        }
      }
    }
  }

  void add(Consumer<Change> listener) {
    callers.add(new Caller(listener));
  }

  /** Has a change passed on; for a listener whose queue is full it is lost. */
  void publish(Change change) {
    callers.forEach(caller -> caller.call(change));
  }

  /** How many changes were lost for listeners. */
  long missed() {
    return missed.get();
  }

  private static void pass(Change change, Consumer<Change> listener) {
    try {
      listener.accept(change);
    } catch (RuntimeException e) {
      LOG.warn("A listener to conditions failed at '{}': {}", change.line(), "" + e);
    }
  }

  @Override
  public void close() {
    callers.forEach(caller -> caller.executor.shutdown());
  }
}
