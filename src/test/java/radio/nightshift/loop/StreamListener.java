package radio.nightshift.loop;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** A receiver of RTP on loopback. */
public final class StreamListener implements AutoCloseable {
  private static final int RTP_HEADER = 12;
  private static final int LARGEST = 2048;
  private static final int BUFFER = 4 << 20;

  private final DatagramSocket socket;
  private final TransportReceiver receiver;
  private final Thread thread;
  private volatile long packets;
  private volatile long lastNanos;

  public StreamListener() throws IOException {
    this(new TransportReceiver(), 0);
  }

  /** A listener that passes on what it receives. */
  public StreamListener(TransportReceiver receiver) throws IOException {
    this(receiver, 0);
  }

  /** One that hears what another one of that port has heard before. */
  StreamListener(int port) throws IOException {
    this(new TransportReceiver(), port);
  }

  private StreamListener(TransportReceiver receiver, int port) throws IOException {
    this.receiver = receiver;
    socket = new DatagramSocket(port, InetAddress.getLoopbackAddress());
    socket.setReceiveBufferSize(BUFFER);
    thread = new Thread(this::receive, "stream-listener");
    thread.start();
  }

  private void receive() {
    DatagramPacket datagram = new DatagramPacket(new byte[LARGEST], LARGEST);
    try {
      while (true) {
        socket.receive(datagram);
        long now = System.nanoTime();
        int length = datagram.getLength() - RTP_HEADER;
        synchronized (receiver) {
          receiver.receive(
              ByteBuffer.wrap(datagram.getData(), RTP_HEADER, length).slice(), now * 9 / 100_000);
        }
        packets += length / 188;
        lastNanos = now;
        datagram.setLength(LARGEST);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  public String destination() {
    return "rtp://127.0.0.1:" + socket.getLocalPort();
  }

  /** How many packets have come so far. */
  public long packets() {
    return packets;
  }

  /** How long ago the last one came. */
  public double silentSeconds() {
    return (System.nanoTime() - lastNanos) / 1e9;
  }

  public int pictures() {
    synchronized (receiver) {
      return receiver.pictures.size();
    }
  }

  /** What has been received, once no more is. */
  public TransportReceiver received() throws InterruptedException {
    socket.close();
    thread.join();
    return receiver;
  }

  @Override
  public void close() {
    socket.close();
  }
}
