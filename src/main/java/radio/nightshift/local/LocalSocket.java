package radio.nightshift.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A connection to a process that answers one line and hangs up. */
public final class LocalSocket implements AutoCloseable {
  private static final int LONGEST_ANSWER = 16 << 20;

  private final SocketChannel channel;

  private LocalSocket(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Connects.
   *
   * @throws IOException if nobody listens there, or this user may not connect
   */
  public static LocalSocket connect(Path socket) throws IOException {
    return new LocalSocket(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  /**
   * Sends a line, and reads the answer to its end.
   *
   * @throws SocketTimeoutException if it is not there in time, or is without an end
   * @throws IOException if the connection breaks
   */
  public String ask(String line, Duration patience) throws IOException {
    channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer part = ByteBuffer.allocate(8192);
    long end = System.nanoTime() + patience.toNanos();
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      while (channel.read(part) >= 0) {
        all.write(part.array(), 0, part.position());
        boolean isEmpty = part.position() == 0;
        part.clear();
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0 || all.size() > LONGEST_ANSWER) {
          throw new SocketTimeoutException("no answer");
        }
        if (isEmpty) {
          selector.select(left);
        }
      }
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
