package radio.nightshift.loop;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import radio.nightshift.media.ts.TransportPacket;

/** Sends packets as RTP (RFC 3550) does a transport stream (RFC 2250). */
final class RtpOutput implements PacketOutput {
  private static final int HEADER = 12;
  private static final byte VERSION_2 = (byte) 0x80;
  private static final byte MPEG_TS = 33;

  private final UdpOutput udp;
  private final ByteBuffer datagram =
      ByteBuffer.allocateDirect(HEADER + MOST_PACKETS * TransportPacket.SIZE);
  private final int source;
  private short sequence;

  private RtpOutput(UdpOutput udp) {
    SecureRandom random = new SecureRandom();
    this.udp = udp;
    this.source = random.nextInt();
    this.sequence = (short) random.nextInt();
  }

  static RtpOutput open(InetAddress address, int port) throws IOException {
    return new RtpOutput(UdpOutput.open(address, port));
  }

  @Override
  public void send(ByteBuffer packets, long ticks) throws IOException {
    datagram.clear();
    datagram.put(VERSION_2).put(MPEG_TS).putShort(sequence++).putInt((int) ticks).putInt(source);
    udp.send(datagram.put(packets).flip());
  }

  @Override
  public void close() throws IOException {
    udp.close();
  }
}
