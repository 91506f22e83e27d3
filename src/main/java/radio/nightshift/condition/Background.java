package radio.nightshift.condition;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One thread for what nobody is to wait for; it is there while it has something to do. */
final class Background implements AutoCloseable {
  /** A storm of changes becomes a few writes a second. */
  private static final long SOON_MILLIS = 200;

  private static final long PERIOD_MILLIS = 5000;

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, Background::thread);

  Background() {
    executor.setKeepAliveTime(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    executor.allowCoreThreadTimeOut(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRejectedExecutionHandler((task, closing) -> {});
  }

  /** Runs a task in a moment; at once after the end. */
  void soon(Runnable task) {
    if (executor.isShutdown()) {
      task.run();
    } else {
      executor.schedule(task, SOON_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Runs a task every few seconds until it returns false. */
  void repeatWhile(BooleanSupplier task) {
    executor.schedule(
        () -> {
          if (task.getAsBoolean() && !executor.isShutdown()) {
            repeatWhile(task);
          }
        },
        PERIOD_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      executor.awaitTermination(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "conditions");
    thread.setDaemon(true);
    return thread;
  }
}
