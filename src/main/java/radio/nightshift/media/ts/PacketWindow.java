package radio.nightshift.media.ts;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The packets of a transport file one after the other, each with the time at which it is to be
 * sent: what lies between two PCRs is spread evenly. Of the file it holds little more than that.
 */
public final class PacketWindow {
  private static final int FIRST_SIZE = 700 * TransportPacket.SIZE;

  /** A pause in the file's clock that no recording has: ten seconds. */
  private static final long LONGEST_PAUSE = 10 * 90_000L;

  /** A file that ends so long before its turn does was cut off: two seconds. */
  private static final long MISSING = 2 * 90_000L;

  private final TransportPacket packet = new TransportPacket();
  private final TransportPacket ahead = new TransportPacket();
  private ByteBuffer bytes = ByteBuffer.allocateDirect(FIRST_SIZE);
  private TransportReader reader;
  private End end;
  private long readTo;
  private int from;
  private int at;
  private int to;
  private long fromTicks;
  private long toTicks;
  private long longestPause;
  private boolean isLastPart;

  /** When the packet behind the file's last one is sent, in ticks since the file's first PCR. */
  public interface End {
    long ticks() throws IOException;
  }

  /** Begins at a position of a file. */
  public void start(TransportReader file, long position, End ending) throws IOException {
    reader = file;
    end = ending;
    readTo = position;
    bytes.clear().limit(0);
    isLastPart = false;
    longestPause = MISSING / 2;
    at = 0;
    from = 0;
    to = nextClock(0);
    if (to < 0) {
      throw file.unusable("no clock (PCR) follows byte %d".formatted(position));
    }
    // What lies before the first PCR is sent at its time.
    toTicks = file.sinceFirst(ahead.pcr());
    fromTicks = toTicks;
    if (to == 0) {
      next();
    }
  }

  public boolean isAtEnd() {
    return isLastPart && at == to;
  }

  /** The packet on which the window stands; it may be changed. */
  public TransportPacket packet() {
    return packet.at(bytes, at);
  }

  /** When that packet is sent, in ticks since the file's first PCR. */
  public long ticks() {
    return at == to ? toTicks : fromTicks + (toTicks - fromTicks) * (at - from) / (to - from);
  }

  /** Goes on to the packet that follows. */
  public void advance() throws IOException {
    at += TransportPacket.SIZE;
    if (at == to && !isLastPart) {
      next();
    }
  }

  private void next() throws IOException {
    from = at;
    fromTicks = toTicks;
    int found = nextClock(at + TransportPacket.SIZE);
    if (found >= 0) {
      to = found;
      toTicks = reader.sinceFirst(ahead.pcr());
      if (toTicks < fromTicks || toTicks > fromTicks + LONGEST_PAUSE) {
        throw reader.unusable(
            "its clock (PCR) jumps from %.2f s to %.2f s"
                .formatted(fromTicks / 90_000.0, toTicks / 90_000.0));
      }
      longestPause = Math.max(longestPause, toTicks - fromTicks);
    } else {
      lastPart();
    }
  }

  private void lastPart() throws IOException {
    isLastPart = true;
    to = bytes.limit();
    toTicks = Math.max(fromTicks, end.ticks());
    if (toTicks - fromTicks > 2 * longestPause) {
      throw reader.unusable(
          "it ends %.1f s before its turn does, as if it was cut off"
              .formatted((toTicks - fromTicks) / 90_000.0));
    }
  }

  /** Where the next PCR is from a position on; -1 if none follows. */
  private int nextClock(int begin) throws IOException {
    int i = begin;
    while (true) {
      for (; i < bytes.limit(); i += TransportPacket.SIZE) {
        if (ahead.at(bytes, i).pid() == reader.head().map().pcrPid() && ahead.hasPcr()) {
          return i;
        }
      }
      if (readTo >= reader.size()) {
        return -1;
      }
      i -= at;
      fill();
    }
  }

  /** Drops what was played and reads on. */
  private void fill() throws IOException {
    int kept = bytes.limit() - at;
    if (kept > TransportReader.SEARCHED) {
      throw reader.unusable(
          "no clock (PCR) is in the %d bytes before byte %d".formatted(kept, readTo));
    }
    bytes.position(at);
    if (kept > FIRST_SIZE / 2 && bytes.capacity() == FIRST_SIZE) {
      bytes = ByteBuffer.allocateDirect(8 * FIRST_SIZE).put(bytes);
    } else {
      bytes.compact();
    }
    reader.read(bytes, readTo);
    readTo += bytes.limit() - kept;
    from -= at;
    at = 0;
  }
}
