package radio.nightshift.control.jmx;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.server.RMIServerSocketFactory;
import javax.net.ServerSocketFactory;

/**
 * Sockets that listen at one address. Two objects share a port if their factories are equal.
 *
 * @param sockets makes plain ones, or those of TLS
 */
record BoundSockets(InetAddress host, ServerSocketFactory sockets)
    implements RMIServerSocketFactory {
  private static final int WAITING = 50;

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return sockets.createServerSocket(port, WAITING, host);
  }
}
