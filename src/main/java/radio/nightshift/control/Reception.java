package radio.nightshift.control;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves all who come to the door, on one thread that costs nothing while nobody comes. At most 16
 * are served at once, and the others wait: none can hold on to a place for longer than the time
 * that a visitor has.
 */
final class Reception implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final int MOST = 16;
  private static final String ROOT = "root";

  /** How long nobody is let in when that has failed, as without a free file descriptor. */
  private static final long PAUSE_MILLIS = 1000;

  private final ServerSocketChannel server;
  private final UserPrincipal owner;
  private final Answers answers;
  private final Selector selector;
  private final SelectionKey door;
  private boolean fails;

  /**
   * A reception that begins when it is run.
   *
   * @param owner who may come in beside root
   */
  Reception(ServerSocketChannel server, UserPrincipal owner, Answers answers) throws IOException {
    this.server = server;
    this.owner = owner;
    this.answers = answers;
    server.configureBlocking(false);
    selector = Selector.open();
    door = server.register(selector, SelectionKey.OP_ACCEPT);
  }

  @Override
  public void run() {
    try {
      while (selector.isOpen()) {
        round();
      }
    } catch (IOException | RuntimeException e) {
      if (selector.isOpen()) {
        LOG.warn("The station cannot be asked any more", e);
      }
    }
  }

  private void round() throws IOException {
    door.interestOps(fails || visitors().size() >= MOST ? 0 : SelectionKey.OP_ACCEPT);
    selector.select(patience());
    fails = false;
    for (SelectionKey key : selector.selectedKeys()) {
      if (key == door) {
        letIn();
      } else {
        serve((Visitor) key.attachment());
      }
    }
    selector.selectedKeys().clear();
    visitors().stream().filter(Visitor::isOverdue).forEach(Visitor::close);
  }

  private List<Visitor> visitors() {
    return selector.keys().stream()
        .filter(key -> key != door && key.isValid())
        .map(key -> (Visitor) key.attachment())
        // One who is just being let in.
        .filter(Objects::nonNull)
        .toList();
  }

  /** How long nothing need be done unless somebody comes; 0 is for ever. */
  private long patience() {
    long nanos =
        visitors().stream()
            .mapToLong(Visitor::leftNanos)
            .min()
            .orElse(fails ? TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS) : Long.MAX_VALUE);
    return nanos == Long.MAX_VALUE ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
  }

  private void letIn() {
    SocketChannel channel = null;
    try {
      channel = server.accept();
      if (channel == null) {
        return;
      }
      UserPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
      if (!peer.equals(owner) && !peer.getName().equals(ROOT)) {
        channel.close();
        return;
      }
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      key.attach(new Visitor(channel, key, answers));
    } catch (IOException | RuntimeException e) {
      LOG.debug("Nobody is let in for a moment", e);
      fails = channel == null;
      close(channel);
    }
  }

  private static void serve(Visitor visitor) {
    try {
      visitor.serve();
    } catch (IOException | RuntimeException e) {
      LOG.debug("A visitor has gone", e);
      visitor.close();
    }
  }

  private static void close(SocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException gone) {
      // Nothing is left to be freed.
    }
  }

  /** Ends it; whoever is there is cut off. */
  void close() throws IOException {
    List<Visitor> there = visitors();
    selector.close();
    there.forEach(Visitor::close);
  }
}
