package radio.nightshift.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StartupListener;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.support.LifecycleStrategySupport;

/** What rooms hand to Camel beside their beans: property values, health checks, MBeans, hooks. */
public final class Services {
  private final Properties published = new Properties();
  private final List<HealthCheck> healthChecks = new ArrayList<>();
  private final Map<String, Object> managed = new LinkedHashMap<>();
  private final List<Runnable> beforeStart = new ArrayList<>();
  private final List<StartupListener> atStart = new ArrayList<>();
  private final List<Runnable> atStop = new ArrayList<>();

  /** Publishes a value that routes name as {@code {{name}}}, over what the settings say. */
  public void publish(String name, String value) {
    published.setProperty(name, value);
  }

  /** Adds a health check. */
  public void health(HealthCheck check) {
    healthChecks.add(check);
  }

  /**
   * Shows an object in JMX, by its annotations.
   *
   * @param type the type in its name, which is the room's
   */
  public void manage(String type, String name, Object object) {
    managed.put("type=%s,name=\"%s\"".formatted(type, name), object);
  }

  /** Runs an action before any route starts. */
  public void beforeStart(Runnable action) {
    beforeStart.add(action);
  }

  /** Calls a listener once all routes are started. */
  public void atStart(StartupListener listener) {
    atStart.add(listener);
  }

  /** Runs an action once the station begins to stop. */
  public void atStop(Runnable action) {
    atStop.add(action);
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

  private void manage(CamelContext context) throws JMException {
    if (context.getManagementStrategy() == null
        || context.getManagementStrategy().getManagementAgent() == null) {
      return;
    }
    ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
    for (Map.Entry<String, Object> one : managed.entrySet()) {
      agent.register(
          one.getValue(),
          new ObjectName(
              "%s:context=%s,%s"
                  .formatted(
                      agent.getMBeanObjectDomainName(),
                      context.getManagementName(),
                      one.getKey())));
    }
  }

  private final class Hooks extends LifecycleStrategySupport {
    @Override
    public void onContextStarting(CamelContext context) {
      beforeStart.forEach(Runnable::run);
    }

    @Override
    public void onContextStopping(CamelContext context) {
      atStop.forEach(Runnable::run);
    }
  }
}
