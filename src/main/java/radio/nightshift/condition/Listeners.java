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

/** Calls those who want to know of changes, in order, by a thread of its own. */
final class Listeners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private static final int MOST_WAITING = 1000;
  private static final long IDLE_SECONDS = 5;

  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          Background::thread);
  private final AtomicLong missed = new AtomicLong();
  private boolean isFull;

  Listeners() {
    executor.allowCoreThreadTimeOut(true);
  }

  void add(Consumer<Change> listener) {
    listeners.add(listener);
  }

  /** Has a change passed on; one that finds the queue full is lost for the listeners. */
  void publish(Change change) {
    if (listeners.isEmpty() || executor.isShutdown()) {
      return;
    }
    try {
      executor.execute(() -> listeners.forEach(listener -> pass(change, listener)));
      isFull = false;
    } catch (RejectedExecutionException full) {
      missed.incrementAndGet();
      if (!isFull && !executor.isShutdown()) {
        isFull = true;
        LOG.warn("A listener to conditions is too slow; it misses changes.");
      }
    }
  }

  /** How many changes were lost for them. */
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
    executor.shutdown();
  }
}
