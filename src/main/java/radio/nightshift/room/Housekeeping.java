package radio.nightshift.room;

import java.time.Clock;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Conditions;

/**
 * What the station looks after whatever rooms are on, each minute: its disk, the routes that have
 * failed, and whether it was stopped in order.
 */
public final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final long FIRST_SECONDS = 2;
  private static final long PERIOD_SECONDS = 60;

  private final Clock clock;
  private final Conditions conditions;
  private final Services services;
  private final StationDisk disk;
  private final DeadLetters deadLetters;
  private final LastRun lastRun;
  private final ScheduledThreadPoolExecutor executor;

  /** Begins a run of a station. */
  public Housekeeping(Premises premises) {
    clock = premises.clock();
    conditions = premises.conditions();
    services = premises.services();
    disk = premises.disk();
    deadLetters = new DeadLetters(premises.home());
    lastRun = LastRun.begin(premises.home(), clock.instant(), conditions);
    executor = new ScheduledThreadPoolExecutor(1, Housekeeping::thread);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    executor.scheduleWithFixedDelay(this::look, FIRST_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  void look() {
    try {
      disk.look();
      deadLetters.look(clock.instant(), conditions);
      lastRun.look(clock.instant(), conditions);
      services.minute();
    } catch (RuntimeException e) {
      LOG.warn("The station's disk and dead letters cannot be looked at: {}", "" + e);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "housekeeping");
    thread.setDaemon(true);
    return thread;
  }

  /** The run comes to its end. */
  @Override
  public void close() {
    executor.shutdown();
    lastRun.end();
  }
}
