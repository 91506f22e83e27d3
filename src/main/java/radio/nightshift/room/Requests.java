package radio.nightshift.room;

import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Printable;

/**
 * What people ask of the running station over JMX. Each request goes to the route that does it,
 * with a line in the log that says who asked.
 */
public final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
  private static final String LOCAL = "a local process";

  private final ThreadLocal<String> name = ThreadLocal.withInitial(() -> LOCAL);
  private volatile ProducerTemplate routes;

  void open(CamelContext context) {
    routes = context.createProducerTemplate();
  }

  /** Runs an action in the name of somebody who has logged in; others are a local process. */
  public <T> T inNameOf(String person, Callable<T> action) throws Exception {
    name.set(person);
    try {
      return action.call();
    } finally {
      name.remove();
    }
  }

  /**
   * Sends a request to a route and waits until it is done.
   *
   * @param what what is asked for, as it is logged
   * @return what the route answers
   * @throws IllegalStateException if it cannot be done, in words for whoever asks
   */
  public String send(String what, String route, Object body) {
    log(what);
    try {
      return routes.requestBody(unblocked(route), body, String.class);
    } catch (CamelExecutionException refused) {
      // Consoles know the classes of Java alone.
      Throwable cause = refused.getCause();
      throw new IllegalStateException(
          cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }
  }

  /** Sends a request to a route that may take long; the log says how it goes. */
  public void begin(String what, String route, Object body) {
    log(what);
    routes
        .asyncSendBody(unblocked(route), body)
        .exceptionally(
            failure -> {
              LOG.warn("What was asked over JMX cannot be done: {}", "" + failure.getMessage());
              return null;
            });
  }

  private void log(String what) {
    LOG.info("Asked over JMX by {}: {}.", name.get(), Printable.printable(what));
  }

  /** An edited route file may lack the route: that is to be told at once. */
  private static String unblocked(String route) {
    return route + "?block=false";
  }
}
