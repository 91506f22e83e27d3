package radio.nightshift.control;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.camel.util.json.Jsoner;
import radio.nightshift.icecast.Airings;

/** The end of the station once what is on the air has played; nothing more begins before it. */
public final class Drain {
  /** The exit code by which a service manager knows that the station is not to be restarted. */
  public static final int EXIT_CODE = 69;

  private static final long LOOK_MILLIS = 500;

  private final Airings airings;
  private final IntConsumer ending;
  private ScheduledExecutorService looks;

  Drain(Airings airings, IntConsumer ending) {
    this.airings = airings;
    this.ending = ending;
  }

  /**
   * Begins it, unless it has begun.
   *
   * @return what is on the air, as JSON
   */
  public synchronized String begin() {
    airings.drain();
    if (looks == null) {
      looks = Executors.newSingleThreadScheduledExecutor(Drain::thread);
      looks.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    List<Map<String, Object>> onAir =
        airings.onAir().stream()
            .map(
                asRun ->
                    Map.<String, Object>of(
                        "mount", asRun.cue().mount(),
                        "programme", asRun.cue().programme(),
                        "until", asRun.cue().end().toString()))
            .toList();
    return Jsoner.serialize(Map.of("draining", true, "onAir", onAir));
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "control-drain");
    thread.setDaemon(true);
    return thread;
  }

  private void look() {
    if (airings.onAir().isEmpty()) {
      ending.accept(EXIT_CODE);
    }
  }

  synchronized void close() {
    if (looks != null) {
      looks.shutdownNow();
    }
  }
}
