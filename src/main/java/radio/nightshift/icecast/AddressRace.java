package radio.nightshift.icecast;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Connects to one of a host's addresses, whichever is first to take the connection. Each begins a
 * moment after the one before it, at the latest when half the time is over, and all may go on to
 * the end: fifty dead addresses cost no more time than one, and a slow network has time to answer.
 */
final class AddressRace {
  private static final long HEAD_START_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Iterator<InetAddress> addresses;
  private final int port;
  private final int sendBuffer;
  private final long limitNanos;
  private final long staggerNanos;
  private final List<SocketChannel> running = new ArrayList<>();
  private IOException failure;

  private AddressRace(List<InetAddress> addresses, int port, int sendBuffer, long limitNanos) {
    this.addresses = addresses.iterator();
    this.port = port;
    this.sendBuffer = sendBuffer;
    this.limitNanos = limitNanos;
    staggerNanos = Math.min(HEAD_START_NANOS, limitNanos / 2 / addresses.size());
  }

  /**
   * Connects.
   *
   * @param addresses the first one has a head start
   * @param millis how long all of them together may take
   * @return a connected channel that blocks
   * @throws SocketTimeoutException if time is up
   * @throws IOException what the first address that failed has failed with, if all have
   */
  static SocketChannel connect(List<InetAddress> addresses, int port, int sendBuffer, int millis)
      throws IOException {
    long limit = TimeUnit.MILLISECONDS.toNanos(millis);
    AddressRace race = new AddressRace(addresses, port, sendBuffer, limit);
    SocketChannel winner = null;
    try {
      winner = race.run();
      winner.configureBlocking(true);
      return winner;
    } finally {
      for (SocketChannel other : race.running) {
        if (other != winner) {
          other.close();
        }
      }
    }
  }

  private SocketChannel run() throws IOException {
    long start = System.nanoTime();
    long nextAt = 0;
    try (Selector selector = Selector.open()) {
      while (true) {
        long passed = System.nanoTime() - start;
        if (addresses.hasNext() && (running.isEmpty() || passed >= nextAt)) {
          SocketChannel channel = begin(addresses.next(), selector);
          nextAt = passed + staggerNanos;
          if (channel != null && channel.isConnected()) {
            return channel;
          }
        } else if (running.isEmpty()) {
          throw failure;
        } else if (passed >= limitNanos) {
          throw new SocketTimeoutException("not connected in time");
        } else {
          long until = addresses.hasNext() ? Math.min(nextAt, limitNanos) : limitNanos;
          selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - passed)));
        }
        for (SelectionKey key : selector.selectedKeys()) {
          if (isConnected(key)) {
            return (SocketChannel) key.channel();
          }
        }
        selector.selectedKeys().clear();
      }
    }
  }

  /** Begins to connect, which within this machine may be done at once; null if it has failed. */
  private SocketChannel begin(InetAddress address, Selector selector) {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      running.add(channel);
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBuffer);
      channel.register(selector, SelectionKey.OP_CONNECT);
      channel.connect(new InetSocketAddress(address, port));
      return channel;
    } catch (IOException | RuntimeException e) {
      failed(channel, e);
      return null;
    }
  }

  private boolean isConnected(SelectionKey key) {
    SocketChannel channel = (SocketChannel) key.channel();
    try {
      return channel.finishConnect();
    } catch (IOException e) {
      failed(channel, e);
      return false;
    }
  }

  private void failed(SocketChannel channel, Exception e) {
    if (failure == null) {
      failure = e instanceof IOException io ? io : new IOException(e);
    }
    running.remove(channel);
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException alreadyGone) {
      // Nothing is left to be freed.
    }
  }
}
