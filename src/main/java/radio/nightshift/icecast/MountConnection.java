package radio.nightshift.icecast;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mount's one connection, which may outlive a cue: it is kept for the next one, or closed with a
 * tail of silence so that listeners hear the last frame. Whoever uses it holds {@link #onlyOne}.
 */
final class MountConnection {
  private static final Logger LOG = LoggerFactory.getLogger(MountConnection.class);

  private static final int LAST_WORD_MILLIS = 500;

  /** One source a mount, whichever thread asks; also what keeps a late hang-up off a new cue. */
  final ReentrantLock onlyOne = new ReentrantLock(true);

  private final IcecastEndpoint endpoint;
  private final Heartbeat heartbeat;
  private SourceClient client;
  private String contentType;
  private boolean fresh;
  private byte[] tail = {};
  private ScheduledFuture<?> lingering;

  MountConnection(IcecastEndpoint endpoint, Heartbeat heartbeat) {
    this.endpoint = endpoint;
    this.heartbeat = heartbeat;
  }

  /**
   * Opens the mount, unless it is open already, for audio of the same kind and at both ends.
   *
   * @param waiting is asked while the server has not answered
   * @throws IcecastException why it cannot be opened, or has been refused since it was
   */
  void open(String contentType, Waiting waiting) throws Exception {
    if (lingering != null) {
      lingering.cancel(false);
      lingering = null;
    }
    if (client != null && !contentType.equals(this.contentType)) {
      hangUp();
    }
    if (client != null && client.isGone()) {
      IcecastException why = client.refusal();
      boolean unused = fresh;
      drop();
      if (unused && why != null) {
        throw why;
      }
    }
    if (client == null) {
      connect(contentType, waiting);
    }
  }

  private void connect(String contentType, Waiting waiting) throws IcecastException {
    IcecastComponent component = endpoint.getComponent();
    long before = System.nanoTime();
    // A resolver may take a minute to give up; whoever waits for the answer beats again.
    heartbeat.pause();
    client =
        SourceClient.open(target(), contentType, component.guard(), component.addresses(), waiting);
    heartbeat.beat();
    endpoint.opened(Duration.ofNanos(System.nanoTime() - before));
    this.contentType = contentType;
    fresh = true;
    component.liveness().watch(client);
  }

  private SourceTarget target() throws IcecastException {
    try {
      return endpoint.target();
    } catch (Exception e) {
      throw new IcecastException(
          "Mount %s has TLS settings that cannot be used: %s; check camel.ssl.*"
              .formatted(endpoint.getMount(), e.getMessage()),
          e);
    }
  }

  void write(byte[] audio) throws IcecastException {
    fresh = false;
    client.write(audio);
  }

  /** Whether no audio has gone to it yet, so that its buffer is empty. */
  boolean isFresh() {
    return fresh;
  }

  /**
   * Keeps the mount open for a cue that is known to follow; without it, hangs up after the linger
   * time.
   */
  void keep(byte[] tail) {
    this.tail = tail;
    lingering =
        endpoint
            .getComponent()
            .executor()
            .schedule(this::hangUpIfIdle, endpoint.getLinger().toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Closes the mount so that its listeners hear everything up to the last frame.
   *
   * @throws IcecastException if the server says at last that it refuses what was sent
   */
  void hangUp(byte[] tail) throws IcecastException {
    this.tail = tail;
    if (client != null) {
      try {
        pad();
        client.finish(LAST_WORD_MILLIS);
      } finally {
        drop();
      }
    }
  }

  /** The same at once, whatever the server says to it. */
  void leave(byte[] tail) {
    this.tail = tail;
    hangUp();
  }

  /** Closes the mount as it is, after a failure. */
  void drop() {
    if (client != null) {
      endpoint.getComponent().liveness().forget(client);
      client.close();
      client = null;
      tail = new byte[0];
    }
  }

  private void hangUp() {
    if (client != null) {
      pad();
      drop();
    }
  }

  private void pad() {
    try {
      client.write(tail);
    } catch (IcecastException e) {
      LOG.debug("The tail of {} was not padded", endpoint.getMount(), e);
    }
  }

  private void hangUpIfIdle() {
    if (onlyOne.tryLock()) {
      try {
        hangUp();
      } finally {
        onlyOne.unlock();
      }
    }
  }
}
