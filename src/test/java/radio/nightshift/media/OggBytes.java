package radio.nightshift.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes Ogg streams apart, independently of what is tested. */
public final class OggBytes {
  private OggBytes() {}

  public static List<byte[]> pages(byte[] stream) {
    List<byte[]> pages = new ArrayList<>();
    int from = 0;
    while (from < stream.length) {
      int length = length(stream, from);
      pages.add(Arrays.copyOfRange(stream, from, from + length));
      from += length;
    }
    return pages;
  }

  private static int length(byte[] stream, int from) {
    if (stream[from] != 'O' || stream[from + 3] != 'S') {
      throw new AssertionError("no page at " + from + " of " + stream.length);
    }
    int segments = stream[from + 26] & 0xff;
    int length = 27 + segments;
    for (int i = 0; i < segments; i++) {
      length += stream[from + 27 + i] & 0xff;
    }
    return length;
  }

  /** How many packets end on a page. */
  static int packets(byte[] page) {
    return bodies(page).size();
  }

  /** The packets of a page on which none is continued. */
  public static List<byte[]> bodies(byte[] page) {
    List<byte[]> packets = new ArrayList<>();
    int segments = page[26] & 0xff;
    int from = 27 + segments;
    int to = from;
    for (int i = 0; i < segments; i++) {
      to += page[27 + i] & 0xff;
      if (page[27 + i] != -1) {
        packets.add(Arrays.copyOfRange(page, from, to));
        from = to;
      }
    }
    return packets;
  }

  /** Length and hash of each of a page's packets, for messages that can be read. */
  static List<String> digests(byte[] page) {
    return bodies(page).stream()
        .map(
            packet ->
                packet.length + " bytes, hash " + Integer.toHexString(Arrays.hashCode(packet)))
        .toList();
  }

  static byte[] withSerial(byte[] stream, int serial) {
    List<byte[]> pages = pages(stream);
    for (byte[] page : pages) {
      ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).putInt(14, serial);
      repair(page);
    }
    return Reading.join(pages.toArray(byte[][]::new));
  }

  static int serial(byte[] page) {
    return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).getInt(14);
  }

  /** Makes a page's checksum right. */
  static void repair(byte[] page) {
    ByteBuffer buffer = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(22, 0).putInt(22, bitwiseChecksum(page));
  }

  /** Where the page that begins there ends, which may be past the bytes' end. */
  static int end(byte[] bytes, int from) {
    int segments = bytes[from + 26] & 0xff;
    return from + 27 + segments > bytes.length ? Integer.MAX_VALUE : from + length(bytes, from);
  }

  /** A page of no stream in particular, with nothing on it. */
  static byte[] empty(int sequence) {
    return page(1, sequence, 0, -1, 0);
  }

  /** A page that continues a packet with no bytes, and does not end it. */
  static byte[] unfinished(int serial, int sequence) {
    return page(serial, sequence, 1, -1, 0);
  }

  /** A page that continues a packet with as many bytes as it can, and does not end it. */
  static byte[] full(int serial, int sequence) {
    return page(serial, sequence, sequence == 1 ? 0 : 1, -1, 255);
  }

  private static byte[] page(int serial, int sequence, int flags, long granule, int segments) {
    ByteBuffer page = ByteBuffer.allocate(27 + segments * 256).order(ByteOrder.LITTLE_ENDIAN);
    page.put(new byte[] {'O', 'g', 'g', 'S', 0, (byte) flags}).putLong(granule);
    page.putInt(serial).putInt(sequence).putInt(0).put((byte) segments);
    for (int i = 0; i < segments; i++) {
      page.put((byte) 255);
    }
    repair(page.array());
    return page.array();
  }

  private static int bitwiseChecksum(byte[] page) {
    int crc = 0;
    for (byte value : page) {
      crc ^= value << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ (crc < 0 ? 0x04c11db7 : 0);
      }
    }
    return crc;
  }
}
