package radio.nightshift.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import radio.nightshift.media.ts.TransportPacket;

/** Gathers packets to datagrams. */
final class DatagramFiller {
  /** A packet waits no longer for others: 20 ms. */
  private static final long LONGEST_WAIT = Timeline.TICKS_PER_SECOND / 50;

  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(PacketOutput.MOST_PACKETS * TransportPacket.SIZE);
  private final PacketOutput out;
  private long firstTicks;
  private long packets;

  DatagramFiller(PacketOutput out) {
    this.out = out;
  }

  /** Adds a packet that is sent at a time of the stream. */
  void add(TransportPacket packet, long ticks) throws IOException {
    if (bytes.position() == 0) {
      firstTicks = ticks;
    }
    bytes.put(bytes.position(), packet.bytes(), packet.start(), TransportPacket.SIZE);
    bytes.position(bytes.position() + TransportPacket.SIZE);
    packets++;
    if (!bytes.hasRemaining()) {
      send();
    }
  }

  /** Sends what has waited long enough for more packets. */
  void rest(long ticks) throws IOException {
    if (bytes.position() > 0 && ticks - firstTicks >= LONGEST_WAIT) {
      send();
    }
    out.flush();
  }

  /** Sends what is left. */
  void finish() throws IOException {
    if (bytes.position() > 0) {
      send();
    }
    out.flush();
  }

  private void send() throws IOException {
    out.send(bytes.flip(), firstTicks);
    bytes.clear();
  }

  /** How many packets were added since this was last called. */
  long takePackets() {
    long taken = packets;
    packets = 0;
    return taken;
  }
}
