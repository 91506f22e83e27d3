package radio.nightshift.loop;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Sends packets as plain datagrams, to one receiver or to a multicast group. */
final class UdpOutput implements PacketOutput {
  /** So many routers a multicast crosses, as ffmpeg does it. */
  private static final int HOPS = 16;

  private final String destination;
  private final DatagramChannel channel;

  private UdpOutput(String destination, DatagramChannel channel) {
    this.destination = destination;
    this.channel = channel;
  }

  /** The address of a host, for which a resolver may take a minute. */
  static InetAddress address(String host) throws IOException {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IOException(
          "the host '%s' cannot be resolved; check its name and the DNS".formatted(host), e);
    }
  }

  static UdpOutput open(InetAddress address, int port) throws IOException {
    String destination = address.getHostAddress() + ":" + port;
    DatagramChannel channel =
        DatagramChannel.open(
            address instanceof Inet4Address
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6);
    try {
      if (address.isMulticastAddress()) {
        channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, HOPS);
      }
      channel.connect(new InetSocketAddress(address, port));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw unreachable(destination, e);
    }
    return new UdpOutput(destination, channel);
  }

  private static IOException unreachable(String destination, Exception cause) {
    return new IOException(
        "nothing can be sent to '%s': %s; check the address and the routes of this machine"
            .formatted(destination, cause.getMessage()),
        cause);
  }

  @Override
  public void send(ByteBuffer packets, long ticks) throws IOException {
    send(packets);
  }

  void send(ByteBuffer datagram) throws IOException {
    int start = datagram.position();
    try {
      channel.write(datagram);
    } catch (PortUnreachableException nobodyListens) {
      // This reports the datagram before; whoever listens by now gets this one.
      again(datagram.position(start));
    } catch (IOException e) {
      throw unreachable(destination, e);
    }
  }

  private void again(ByteBuffer datagram) throws IOException {
    try {
      channel.write(datagram);
    } catch (PortUnreachableException nobodyListens) {
      // Nor has that to be any failure: receivers come and go.
    } catch (IOException e) {
      throw unreachable(destination, e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
