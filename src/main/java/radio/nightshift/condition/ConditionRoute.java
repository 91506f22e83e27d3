package radio.nightshift.condition;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.StartupListener;

/**
 * Hands every change of a condition, as its body, to the route at {@code direct:condition}, if
 * somebody has written one. Changes from before Camel has started wait until then.
 */
public final class ConditionRoute implements Consumer<Change>, StartupListener {
  private static final String ADDRESS = "direct:condition?block=false&failIfNoConsumers=false";

  private final CountDownLatch started = new CountDownLatch(1);
  private CamelContext context;
  private ProducerTemplate template;

  @Override
  public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
    this.context = context;
    started.countDown();
  }

  /** Drops what still waits for a Camel that will not start any more. */
  public void close() {
    started.countDown();
  }

  @Override
  public void accept(Change change) {
    try {
      started.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (context == null) {
      return;
    }
    if (template == null) {
      template = context.createProducerTemplate();
    }
    template.sendBody(ADDRESS, change);
  }
}
