package radio.nightshift.room;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Keeps a piece of a route to one exchange at a time. */
public final class OneAtATime {
  private final Semaphore turn = new Semaphore(1, true);
  private final AtomicBoolean isAwaited = new AtomicBoolean();

  /**
   * Waits until an exchange may go on, which from then on keeps all others out until it is done.
   *
   * @return false if another one is waiting already, which will see what this one wants to see
   */
  public boolean enter(Exchange exchange) throws InterruptedException {
    if (!turn.tryAcquire()) {
      if (!isAwaited.compareAndSet(false, true)) {
        return false;
      }
      try {
        turn.acquire();
      } finally {
        isAwaited.set(false);
      }
    }
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                turn.release();
              }
            });
    return true;
  }
}
