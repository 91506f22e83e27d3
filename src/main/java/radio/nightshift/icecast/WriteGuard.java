package radio.nightshift.icecast;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends writes that block for too long. A blocking socket has no write timeout, so a write that is
 * stuck is ended by closing the socket. At each of its rounds it has what the servers say read,
 * too, so that this costs no thread and no wake-up of its own.
 */
final class WriteGuard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WriteGuard.class);

  private final long boundNanos;
  private final Set<Bound> watched = ConcurrentHashMap.newKeySet();
  private final ScheduledFuture<?> rounds;

  WriteGuard(ScheduledExecutorService executor, Duration bound) {
    boundNanos = bound.toNanos();
    long round = Math.max(1, bound.toMillis() / 2);
    rounds = executor.scheduleWithFixedDelay(this::look, round, round, TimeUnit.MILLISECONDS);
  }

  /**
   * Watches a socket.
   *
   * @param reading reads what has come on it, for at most some milliseconds
   */
  Bound watch(Socket socket, Runnable reading) {
    Bound bound = new Bound(socket, reading);
    watched.add(bound);
    return bound;
  }

  int size() {
    return watched.size();
  }

  @Override
  public void close() {
    rounds.cancel(false);
  }

  private void look() {
    long now = System.nanoTime();
    watched.forEach(bound -> bound.look(now));
    watched.forEach(Bound::read);
  }

  /** The bound on one socket's writes. */
  final class Bound {
    private final Socket socket;
    private final Runnable reading;
    private volatile boolean writing;
    private volatile long since;
    private volatile boolean exceeded;

    private Bound(Socket socket, Runnable reading) {
      this.socket = socket;
      this.reading = reading;
    }

    void begin() {
      since = System.nanoTime();
      writing = true;
    }

    void end() {
      writing = false;
    }

    boolean exceeded() {
      return exceeded;
    }

    void cancel() {
      watched.remove(this);
    }

    /** Ends this and every later write. */
    void exceed() {
      exceeded = true;
      try {
        socket.close();
      } catch (IOException alreadyGone) {
        // It is closed already, and no write can be blocked on it any more.
      }
    }

    private void look(long now) {
      if (writing && now - since > boundNanos) {
        exceed();
      }
    }

    private void read() {
      try {
        reading.run();
      } catch (RuntimeException e) {
        // Else this would have been the guard's last round.
        LOG.warn("What a server says could not be read", e);
      }
    }
  }
}
