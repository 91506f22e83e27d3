package radio.nightshift.icecast;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Conditions;
import radio.nightshift.programme.AsRun;

/**
 * Makes {@code icecast:host:port/mount} endpoints, and gives their mounts the threads that they
 * share.
 */
@Component("icecast")
public final class IcecastComponent extends DefaultComponent implements SSLContextParametersAware {
  private static final Logger LOG = LoggerFactory.getLogger(IcecastComponent.class);

  /** A network may stall for a moment; a server that reads nothing for longer is frozen. */
  private static final Duration WRITE_BOUND = Duration.ofSeconds(3);

  @Metadata(
      label = "security",
      defaultValue = "true",
      description = "Whether mounts with tls=true use the context's camel.ssl.* settings.")
  private boolean useGlobalSslContextParameters = true;

  @Metadata(
      label = "advanced",
      description =
          "The station's clock: the registry's, or the system's UTC clock if it has none.")
  private Clock clock;

  private Conditions conditions;
  private final HostAddresses addresses = new HostAddresses();
  private Airings airings;
  private ScheduledExecutorService executor;
  private ScheduledExecutorService questions;
  private ScheduledExecutorService starter;
  private WriteGuard guard;
  private ServerLiveness liveness;
  private FirstFrames firstFrames;
  private ExecutorService teller;
  private ProducerTemplate tellings;

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    int slash = remaining.indexOf('/');
    int colon = remaining.lastIndexOf(':', slash < 0 ? remaining.length() : slash);
    if (slash < 1 || colon < 1 || !remaining.substring(colon + 1, slash).matches("\\d{1,5}")) {
      throw new IllegalArgumentException(
          "'icecast:" + remaining + "' is not of the form icecast:host:port/mount");
    }
    IcecastEndpoint endpoint = new IcecastEndpoint(uri, this);
    endpoint.setHost(remaining.substring(0, colon));
    endpoint.setPort(Integer.parseInt(remaining.substring(colon + 1, slash)));
    endpoint.setMount(remaining.substring(slash));
    setProperties(endpoint, parameters);
    return endpoint;
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    if (clock == null) {
      Clock bound = CamelContextHelper.findSingleByType(getCamelContext(), Clock.class);
      clock = bound == null ? Clock.systemUTC() : bound;
    }
    Conditions kept = CamelContextHelper.findSingleByType(getCamelContext(), Conditions.class);
    conditions = kept == null ? Conditions.unkept(clock) : kept;
    Airings shared = CamelContextHelper.findSingleByType(getCamelContext(), Airings.class);
    airings = shared == null ? new Airings() : shared;
    getCamelContext().addLifecycleStrategy(new Departure(airings));
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    tellings = getCamelContext().createProducerTemplate();
    teller =
        getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "IcecastTell");
    executor =
        getCamelContext()
            .getExecutorServiceManager()
            .newScheduledThreadPool(this, "IcecastWatch", 1);
    guard = new WriteGuard(executor, WRITE_BOUND);
    // Its questions may take seconds, for which the guard must not wait.
    questions =
        getCamelContext()
            .getExecutorServiceManager()
            .newScheduledThreadPool(this, "IcecastLiveness", 1);
    liveness = new ServerLiveness(questions);
    starter =
        getCamelContext()
            .getExecutorServiceManager()
            .newScheduledThreadPool(this, "IcecastStart", 1);
    firstFrames = new FirstFrames(starter);
  }

  @Override
  protected void doStop() throws Exception {
    guard.close();
    getCamelContext().getExecutorServiceManager().shutdownGraceful(teller);
    tellings.stop();
    liveness.close();
    getCamelContext().getExecutorServiceManager().shutdownNow(executor);
    getCamelContext().getExecutorServiceManager().shutdownNow(questions);
    getCamelContext().getExecutorServiceManager().shutdownNow(starter);
    super.doStop();
  }

  /** The airings of all mounts: the registry's, or some of its own if it has none. */
  Airings airings() {
    return airings;
  }

  ScheduledExecutorService executor() {
    return executor;
  }

  /** Sends a message about what is on the air. Many mounts may start at once: none waits for it. */
  void tell(String to, Map<String, Object> headers, AsRun asRun) {
    teller.execute(
        () -> {
          try {
            tellings.sendBodyAndHeaders(to, asRun, headers);
          } catch (RuntimeException notTaken) {
            // A log that is full or stopped must never stop audio.
            LOG.warn("{} takes no message: {}", to, notTaken.getMessage());
          }
        });
  }

  HostAddresses addresses() {
    return addresses;
  }

  ServerLiveness liveness() {
    return liveness;
  }

  FirstFrames firstFrames() {
    return firstFrames;
  }

  WriteGuard guard() {
    return guard;
  }

  /** The station's conditions: the registry's, or some of its own if it has none. */
  Conditions getConditions() {
    return conditions;
  }

  public Clock getClock() {
    return clock;
  }

  public void setClock(Clock clock) {
    this.clock = clock;
  }

  @Override
  public boolean isUseGlobalSslContextParameters() {
    return useGlobalSslContextParameters;
  }

  @Override
  public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
    this.useGlobalSslContextParameters = useGlobalSslContextParameters;
  }
}
