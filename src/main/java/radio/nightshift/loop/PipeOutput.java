package radio.nightshift.loop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import radio.nightshift.media.ts.TransportPacket;

/** Writes packets into a stream, as the standard input of a program. */
final class PipeOutput implements PacketOutput {
  private final OutputStream stream;
  private final boolean takesBursts;
  private final byte[] bytes = new byte[MOST_PACKETS * TransportPacket.SIZE];

  /**
   * An output that closes the stream with itself.
   *
   * @param takesBursts whether the program takes what is late at once: it writes files, and does
   *     not send
   */
  PipeOutput(OutputStream stream, boolean takesBursts) {
    this.stream = stream;
    this.takesBursts = takesBursts;
  }

  @Override
  public void send(ByteBuffer packets, long ticks) throws IOException {
    int length = packets.remaining();
    packets.get(bytes, 0, length);
    stream.write(bytes, 0, length);
  }

  @Override
  public void flush() throws IOException {
    stream.flush();
  }

  @Override
  public boolean takesBursts() {
    return takesBursts;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
