package radio.nightshift.media.ts;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An open transport file: reads its packets from any place, and finds the place for a time. */
public final class TransportReader implements Closeable {
  /** What is read of a file to learn what it holds, and most between two of its clocks. */
  static final int SEARCHED = 5_500 * TransportPacket.SIZE;

  private static final int CHUNK = 350 * TransportPacket.SIZE;

  private final Path file;
  private final FileChannel channel;
  private final long size;
  private final TransportHead head;

  private TransportReader(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.size = channel.size();
    if (size == 0 || size % TransportPacket.SIZE != 0) {
      throw unusable(
          "its %d bytes are not a whole number of packets, as if it was cut off".formatted(size));
    }
    this.head = readHead();
  }

  /** Opens a file and reads its head; if it is none, the exception reports what is wrong. */
  public static TransportReader open(Path file) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw new IOException("'%s' is gone".formatted(file), e);
    }
    try {
      return new TransportReader(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  public TransportHead head() {
    return head;
  }

  public long size() {
    return size;
  }

  /** An exception that names the file. */
  public IOException unusable(String reason) {
    return new UnplayableFileException("'%s' cannot be played: %s".formatted(file, reason));
  }

  /** Ticks from the file's first PCR to another one. */
  public long sinceFirst(long pcr) {
    return Stamp.since(head.firstPcr(), pcr);
  }

  /**
   * Where to begin for a time: at the last packet with a PCR that does not lie behind the last unit
   * at which a decoder can begin and which is sent by then.
   *
   * @param ticks since the first PCR
   */
  public long entry(long ticks) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    long low = 0;
    long high = size / TransportPacket.SIZE;
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      long found = nextPcr(bytes, middle, high);
      if (found < 0 || sinceFirst(pcrAt(bytes, found)) > ticks) {
        high = middle;
      } else {
        low = found;
      }
    }
    return lastEntry(bytes, low) * TransportPacket.SIZE;
  }

  /** The packet with a PCR from one number of packet on and before another; -1: none. */
  private long nextPcr(ByteBuffer bytes, long from, long before) throws IOException {
    TransportPacket packet = new TransportPacket();
    for (long number = from; number < before; ) {
      read(bytes.clear(), number * TransportPacket.SIZE);
      for (int at = 0; at < bytes.limit() && number < before; at += TransportPacket.SIZE) {
        if (isClock(packet.at(bytes, at))) {
          return number;
        }
        number++;
      }
    }
    return -1;
  }

  private long pcrAt(ByteBuffer bytes, long number) throws IOException {
    read(bytes.clear().limit(TransportPacket.SIZE), number * TransportPacket.SIZE);
    return new TransportPacket().at(bytes, 0).pcr();
  }

  private long lastEntry(ByteBuffer bytes, long from) throws IOException {
    TransportPacket packet = new TransportPacket();
    boolean isFound = false;
    for (long end = from + 1; end > 0; ) {
      int count = (int) Math.min(end, CHUNK / TransportPacket.SIZE);
      end -= count;
      read(bytes.clear().limit(count * TransportPacket.SIZE), end * TransportPacket.SIZE);
      for (int i = count - 1; i >= 0; i--) {
        isFound |= isEntry(packet.at(bytes, i * TransportPacket.SIZE));
        if (isFound && isClock(packet)) {
          return end + i;
        }
      }
    }
    return 0;
  }

  private boolean isEntry(TransportPacket packet) {
    ProgramMap.Stream leading = head.map().leading();
    return packet.pid() == leading.pid()
        && packet.startsUnit()
        && (packet.isRandomAccess() || !leading.isVideo());
  }

  private boolean isClock(TransportPacket packet) {
    return packet.pid() == head.map().pcrPid() && packet.hasPcr();
  }

  /** Reads whole packets into the rest of a buffer and makes the buffer ready to be read. */
  void read(ByteBuffer bytes, long position) throws IOException {
    int from = bytes.position();
    while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position() - from) >= 0) {
      // A file gives fewer bytes than are asked for only at its end.
    }
    bytes.flip();
    TransportPacket packet = new TransportPacket();
    for (int at = from; at < bytes.limit(); at += TransportPacket.SIZE) {
      if (at + TransportPacket.SIZE > bytes.limit() || !packet.at(bytes, at).isSound()) {
        throw unusable("no packet begins at byte %d".formatted(position + at - from));
      }
    }
    if (bytes.limit() == from && position < size) {
      throw unusable("it was cut off at byte %d of %d".formatted(position, size));
    }
  }

  private TransportHead readHead() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, CHUNK));
    read(bytes, 0);
    try {
      if (!TransportHead.isComplete(bytes) && size > CHUNK) {
        bytes = ByteBuffer.allocate((int) Math.min(size, SEARCHED));
        read(bytes, 0);
      }
      return TransportHead.of(bytes);
    } catch (IOException e) {
      throw unusable(e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
