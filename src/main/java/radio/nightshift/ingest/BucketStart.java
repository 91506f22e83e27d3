package radio.nightshift.ingest;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Starts a route of the bucket once the whole station is up, if there is a bucket: an endpoint that
 * a route makes while the station still starts may never be started itself.
 */
public final class BucketStart extends RoutePolicySupport {
  private final boolean hasBucket;

  BucketStart(boolean hasBucket) {
    this.hasBucket = hasBucket;
  }

  @Override
  public void onInit(Route route) {
    CamelContext context = route.getCamelContext();
    if (!hasBucket || !context.isAutoStartup()) {
      return;
    }
    try {
      context.addStartupListener(new OnceUp(route));
    } catch (Exception e) {
      throw RuntimeCamelException.wrapRuntimeException(e);
    }
  }

  private record OnceUp(Route route) implements org.apache.camel.StartupListener {
    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
      // Too early: routes can be started only once the context is fully started.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted)
        throws Exception {
      context.getRouteController().startRoute(route.getRouteId());
    }
  }
}
