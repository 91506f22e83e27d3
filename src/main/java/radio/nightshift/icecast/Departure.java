package radio.nightshift.icecast;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.seda.SedaConsumer;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;
import org.apache.camel.spi.InflightRepository;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the station leaves its mounts: last. To end everything else takes up to some seconds, which
 * nobody is to hear.
 */
final class Departure extends LifecycleStrategySupport {
  private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

  /** How long all that is not on the air may take to end before the mounts are left anyhow. */
  private static final Duration ALL_ELSE = Duration.ofSeconds(3);

  /** How long a stop waits for what an airing leads to, such as its row in the as-run log. */
  private static final Duration ENDING = Duration.ofMillis(800);

  private static final Duration LOOK = Duration.ofMillis(5);

  /** Between two queues a message is in neither. */
  private static final int QUIET_LOOKS = 4;

  private final Airings airings;

  Departure(Airings airings) {
    this.airings = airings;
  }

  @Override
  public void onContextStopping(CamelContext context) {
    Set<String> onAir = airings.routes();
    Set<String> kept = groups(onAir, context);
    if (!onAir.isEmpty()) {
      endAllBut(kept, context);
      pausePollers(context);
    }
    airings.leave();
    if (awaitExchanges(context.getInflightRepository()) && !onAir.isEmpty()) {
      endQueues(context);
    }
  }

  /** Those in which something is on the air; what a route without a group belongs to is unknown. */
  private static Set<String> groups(Set<String> onAir, CamelContext context) {
    Set<String> groups =
        context.getRoutes().stream()
            .filter(route -> onAir.contains(route.getRouteId()))
            .map(Departure::group)
            .collect(Collectors.toSet());
    groups.add(group(null));
    return groups;
  }

  private static String group(Route route) {
    return route == null ? "" : Objects.toString(route.getGroup(), "");
  }

  private static void endAllBut(Set<String> kept, CamelContext context) {
    List<RouteStartupOrder> others =
        context.getCamelContextExtension().getRouteStartupOrder().stream()
            .filter(one -> !kept.contains(group(one.getRoute())))
            .toList();
    // The context's own would take a slow end for its last one, and break off what follows, too.
    try (DefaultShutdownStrategy strategy = new DefaultShutdownStrategy(context)) {
      strategy.setLogInflightExchangesOnTimeout(false);
      strategy.shutdown(context, others, ALL_ELSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception e) {
      LOG.debug("Something has not ended before the mounts are left", e);
    }
  }

  /** Else a timer might hand something to a queue that has ended, and Camel wait for it. */
  private static void pausePollers(CamelContext context) {
    context.getRoutes().stream()
        .map(Route::getConsumer)
        .filter(consumer -> !(consumer instanceof ShutdownAware))
        .forEach(ServiceHelper::suspendService);
  }

  /**
   * Waits for what ends with the airings, as far as that is at once. Camel looks whether anything
   * is in flight once a second: whatever is at its first look keeps the station off the air for
   * longer.
   *
   * @return whether nothing is in flight any more
   */
  private static boolean awaitExchanges(InflightRepository inFlight) {
    long end = System.nanoTime() + ENDING.toNanos();
    int quietLooks = 0;
    while (quietLooks < QUIET_LOOKS && System.nanoTime() < end) {
      quietLooks = inFlight.size() == 0 ? quietLooks + 1 : 0;
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return quietLooks == QUIET_LOOKS;
  }

  /** Ends all queues at once: Camel ends one after the other, each at its next look for work. */
  private static void endQueues(CamelContext context) {
    ExecutorService threads =
        context.getExecutorServiceManager().newCachedThreadPool(context, "QueueEnd");
    context.getRoutes().stream()
        .map(Route::getConsumer)
        .filter(SedaConsumer.class::isInstance)
        .map(SedaConsumer.class::cast)
        .forEach(queue -> threads.execute(() -> queue.prepareShutdown(false, false)));
    threads.shutdown();
    try {
      threads.awaitTermination(ENDING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
