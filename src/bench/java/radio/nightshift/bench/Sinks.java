package radio.nightshift.bench;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Ports that take datagrams and drop them: without one, each would be answered by an error. */
final class Sinks implements AutoCloseable {
  private final List<DatagramSocket> sockets = new ArrayList<>();

  Sinks(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      sockets.add(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
    }
  }

  String destination(int number) {
    return "rtp://127.0.0.1:" + sockets.get(number).getLocalPort();
  }

  @Override
  public void close() {
    sockets.forEach(DatagramSocket::close);
  }
}
