package radio.nightshift.room;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.NotCompliantMBeanException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StartupListener;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What rooms hand to Camel beside their beans (property values, health checks, MBeans, hooks), and
 * their parts of the station's status.
 */
public final class Services {
  /** Of the names of the station's own MBeans. */
  public static final String DOMAIN = "radio.nightshift";

  private static final Logger LOG = LoggerFactory.getLogger(Services.class);

  private final Properties published = new Properties();
  private final List<HealthCheck> healthChecks = new ArrayList<>();
  private final Map<String, Object> managed = new LinkedHashMap<>();
  private final Requests requests = new Requests();
  private final Map<String, Supplier<Map<String, Object>>> status = new LinkedHashMap<>();
  private final List<Runnable> beforeStart = new ArrayList<>();
  private final List<StartupListener> atStart = new ArrayList<>();
  private final List<Runnable> eachMinute = new CopyOnWriteArrayList<>();
  private final List<Runnable> atStop = new ArrayList<>();
  private final List<Runnable> atEnd = new ArrayList<>();
  private IntConsumer ending = exitCode -> {};

  /** Publishes a value that routes name as {@code {{name}}}, over what the settings say. */
  public void publish(String name, String value) {
    published.setProperty(name, value);
  }

  /** Adds a health check. */
  public void health(HealthCheck check) {
    healthChecks.add(check);
  }

  /**
   * Shows an object in JMX.
   *
   * @param name the keys of its name in {@code radio.nightshift}, the first of them the type, which
   *     is the room's
   * @param view an interface whose annotations describe what it shows
   */
  public <T> void manage(String name, T object, Class<T> view) {
    try {
      managed.put(DOMAIN + ":" + name, new DescribedBean(object, view));
    } catch (NotCompliantMBeanException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What people ask of the running station over JMX. */
  public Requests requests() {
    return requests;
  }

  /**
   * Adds a room's part of the station's status.
   *
   * @param part is made anew each time that somebody asks for it, on any thread; its values are
   *     texts, numbers, flags, and lists and maps of them
   */
  public void status(String room, Supplier<Map<String, Object>> part) {
    status.put(room, part);
  }

  /** The rooms' parts of the status, by their names; complete once the station starts. */
  public Map<String, Supplier<Map<String, Object>>> status() {
    return Collections.unmodifiableMap(status);
  }

  /** Ends the station in good order, from any thread. */
  public void end(int exitCode) {
    ending.accept(exitCode);
  }

  /** Sets what ends the station. */
  public void endBy(IntConsumer ending) {
    this.ending = ending;
  }

  /** Runs an action each minute while the station runs, on a thread that all of these share. */
  public void eachMinute(Runnable action) {
    eachMinute.add(action);
  }

  /** Runs those actions. */
  void minute() {
    eachMinute.forEach(Runnable::run);
  }

  /** Runs an action before any route starts. */
  public void beforeStart(Runnable action) {
    beforeStart.add(action);
  }

  /** Calls a listener once all routes are started. */
  public void atStart(StartupListener listener) {
    atStart.add(listener);
  }

  /** Runs an action once the station begins to stop, or its start has failed. */
  public void atStop(Runnable action) {
    atStop.add(action);
  }

  /** Runs an action once the station has stopped, or its start has failed. */
  public void atEnd(Runnable action) {
    atEnd.add(action);
  }

  /** Hands everything to a Camel that has not started yet. */
  public void install(CamelContext context) {
    context.getPropertiesComponent().setOverrideProperties(published);
    healthChecks.forEach(HealthCheckRegistry.get(context)::register);
    context.addLifecycleStrategy(new Hooks());
    try {
      context.addStartupListener((started, already) -> manage(started));
      for (StartupListener listener : atStart) {
        context.addStartupListener(listener);
      }
    } catch (Exception e) {
      throw RuntimeCamelException.wrapRuntimeCamelException(e);
    }
  }

  /**
   * Runs what a stop would run, for a start that has failed: Camel takes a context that never ran
   * for stopped and calls nobody. What a stop has run already is not run again.
   */
  public void leave() {
    runOnce(atStop);
    runOnce(atEnd);
  }

  /** One that fails must not keep the others from leaving what they hold. */
  private static void runOnce(List<Runnable> actions) {
    List<Runnable> due;
    synchronized (actions) {
      due = List.copyOf(actions);
      actions.clear();
    }
    for (Runnable action : due) {
      try {
        action.run();
      } catch (RuntimeException e) {
        LOG.warn("Something has not ended in good order", e);
      }
    }
  }

  private void manage(CamelContext context) throws JMException {
    requests.open(context);
    if (context.getManagementStrategy() == null
        || context.getManagementStrategy().getManagementAgent() == null) {
      return;
    }
    ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
    for (Map.Entry<String, Object> one : managed.entrySet()) {
      agent.register(one.getValue(), new ObjectName(one.getKey()));
    }
  }

  private final class Hooks extends LifecycleStrategySupport {
    @Override
    public void onContextStarting(CamelContext context) {
      beforeStart.forEach(Runnable::run);
    }

    @Override
    public void onContextStopping(CamelContext context) {
      runOnce(atStop);
    }

    @Override
    public void onContextStopped(CamelContext context) {
      runOnce(atEnd);
    }
  }
}
