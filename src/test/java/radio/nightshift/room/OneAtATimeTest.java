package radio.nightshift.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Exchanges that want to go through one place. */
class OneAtATimeTest {
  private final OneAtATime turn = new OneAtATime();
  private final DefaultCamelContext context = new DefaultCamelContext();

  private Exchange exchange() {
    return new DefaultExchange(context);
  }

  private static void done(Exchange exchange) {
    exchange.getExchangeExtension().handoverCompletions().forEach(one -> one.onComplete(exchange));
  }

  @Test
  void theSecondGoesOnOnceTheFirstIsDoneAndAThirdIsNotNeeded() throws Exception {
    Exchange first = exchange();
    assertThat(turn.enter(first)).as("the first").isTrue();
    Exchange second = exchange();
    Thread[] waiter = new Thread[1];
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              waiter[0] = Thread.currentThread();
              try {
                return turn.enter(second);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Awaitility.await("the second waits")
        .until(() -> waiter[0] != null && waiter[0].getState() == Thread.State.WAITING);
    assertThat(turn.enter(exchange())).as("the third").isFalse();
    done(first);
    assertThat(waiting.get()).as("the second").isTrue();
    done(second);
    assertThat(turn.enter(exchange())).as("one that comes later").isTrue();
  }
}
