package radio.nightshift.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the pages of one logical stream. */
final class OggPageWriter {
  static final int CONTINUED = 1;
  static final int FIRST = 2;
  static final int LAST = 4;

  static final int MAX_SEGMENTS = 255;

  private static final byte[] CAPTURE_PATTERN = "OggS".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = 27;
  private static final int CHECKSUM_AT = 22;
  private static final int FULL_SEGMENT = 255;

  private final int serial;
  private int sequence;

  OggPageWriter(int serial) {
    this.serial = serial;
  }

  int serial() {
    return serial;
  }

  /** How many segments a packet of that many bytes takes; a page has at most 255. */
  static int segments(int bytes) {
    return bytes / FULL_SEGMENT + 1;
  }

  /**
   * Writes packets onto as few pages as hold them: one, unless they have more than 255 segments.
   *
   * @param flags {@link #FIRST} and {@link #LAST}
   * @param granule where the last packet ends, in samples
   */
  byte[] write(int flags, long granule, List<byte[]> packets) {
    byte[] lacing = lacing(packets);
    ByteBuffer rest = joined(packets);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int from = 0;
    do {
      int to = Math.min(lacing.length, from + MAX_SEGMENTS);
      int pageFlags = from == 0 ? flags & FIRST : 0;
      if (from > 0 && isFull(lacing[from - 1])) {
        pageFlags |= CONTINUED;
      }
      if (to == lacing.length) {
        pageFlags |= flags & LAST;
      }
      out.writeBytes(page(pageFlags, granule, ByteBuffer.wrap(lacing, from, to - from), rest));
      from = to;
    } while (from < lacing.length);
    return out.toByteArray();
  }

  private static ByteBuffer joined(List<byte[]> packets) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] packet : packets) {
      body.writeBytes(packet);
    }
    return ByteBuffer.wrap(body.toByteArray());
  }

  private static byte[] lacing(List<byte[]> packets) {
    int segments = 0;
    for (byte[] packet : packets) {
      segments += segments(packet.length);
    }
    ByteBuffer lacing = ByteBuffer.allocate(segments);
    for (byte[] packet : packets) {
      for (int i = packet.length / FULL_SEGMENT; i > 0; i--) {
        lacing.put((byte) FULL_SEGMENT);
      }
      lacing.put((byte) (packet.length % FULL_SEGMENT));
    }
    return lacing.array();
  }

  private static boolean isFull(byte segment) {
    return (segment & 0xff) == FULL_SEGMENT;
  }

  private byte[] page(int flags, long granule, ByteBuffer lacing, ByteBuffer rest) {
    int segments = lacing.remaining();
    int body = 0;
    boolean ended = segments == 0;
    for (int i = 0; i < segments; i++) {
      byte segment = lacing.get(lacing.position() + i);
      body += segment & 0xff;
      ended |= !isFull(segment);
    }
    ByteBuffer page =
        ByteBuffer.allocate(HEADER_BYTES + segments + body).order(ByteOrder.LITTLE_ENDIAN);
    page.put(CAPTURE_PATTERN).put((byte) 0).put((byte) flags).putLong(ended ? granule : -1);
    page.putInt(serial).putInt(sequence++).putInt(0).put((byte) segments).put(lacing);
    page.put(rest.slice(rest.position(), body));
    rest.position(rest.position() + body);
    page.putInt(CHECKSUM_AT, OggChecksum.of(page.array()));
    return page.array();
  }
}
