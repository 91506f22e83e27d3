package radio.nightshift.media;

import java.io.IOException;

/**
 * Goes from page to page of an Ogg file, whatever logical stream they belong to. What is between
 * pages is passed over, and so are pages that are damaged or cut off.
 */
final class OggPages {
  private static final int CAPTURE_PATTERN = 0x4f676753;
  private static final int HEADER_BYTES = 27;
  private static final int CHECKSUM_AT = 22;
  private static final int FULL_SEGMENT = 255;

  private final FrameInput in;
  private int length;
  private int packets;

  OggPages(FrameInput in) {
    this.in = in;
  }

  /** Goes to the next page whose checksum is right; whether there is one. */
  boolean next() throws IOException {
    return find(true);
  }

  /**
   * Goes to the next page by its header alone. Only where one page does not follow another is the
   * checksum looked at, because reading all bytes of a long file takes too long for a seek.
   */
  boolean nextUnchecked() throws IOException {
    return find(false);
  }

  private boolean find(boolean check) throws IOException {
    in.skip(length);
    length = 0;
    boolean inStep = true;
    while (in.available(HEADER_BYTES) == HEADER_BYTES) {
      if (in.peekInt(0) == CAPTURE_PATTERN && isPage(check || !inStep)) {
        return true;
      }
      in.skip(1);
      inStep = false;
    }
    return false;
  }

  private boolean isPage(boolean check) throws IOException {
    int segments = in.peek(26);
    int header = HEADER_BYTES + segments;
    if (in.peek(4) != 0 || in.available(header) < header) {
      return false;
    }
    int total = header;
    int ends = 0;
    for (int i = HEADER_BYTES; i < header; i++) {
      int segment = in.peek(i);
      total += segment;
      ends += segment < FULL_SEGMENT ? 1 : 0;
    }
    if (check && (in.available(total) < total || checksum(total) != littleEndian(CHECKSUM_AT))) {
      return false;
    }
    length = total;
    packets = ends;
    return true;
  }

  private int checksum(int total) {
    int crc = 0;
    for (int i = 0; i < total; i++) {
      boolean ownField = i >= CHECKSUM_AT && i < CHECKSUM_AT + 4;
      crc = OggChecksum.add(crc, ownField ? 0 : in.peek(i));
    }
    return crc;
  }

  private int littleEndian(int at) {
    return Integer.reverseBytes(in.peekInt(at));
  }

  /** Where the page begins in the file; after the last page, the end of the file. */
  long position() {
    return in.position();
  }

  /** Where the page ends in the file. */
  long end() {
    return in.position() + length;
  }

  /** Makes the page that begins there the next one. */
  void restart(long position) {
    in.seek(position);
    length = 0;
  }

  /** Whether its first packet began on a page before. */
  boolean isContinued() {
    return (in.peek(5) & 1) != 0;
  }

  /** Whether it begins a logical stream. */
  boolean isFirst() {
    return (in.peek(5) & 2) != 0;
  }

  /** Whether it ends its logical stream. */
  boolean isLast() {
    return (in.peek(5) & 4) != 0;
  }

  /** The position, in samples, at which the last packet that ends on it ends; -1 if none does. */
  long granule() {
    return Integer.toUnsignedLong(littleEndian(6)) | (long) littleEndian(10) << 32;
  }

  int serial() {
    return littleEndian(14);
  }

  int sequence() {
    return littleEndian(18);
  }

  int segments() {
    return in.peek(26);
  }

  int segment(int index) {
    return in.peek(HEADER_BYTES + index);
  }

  /** How many packets end on it. */
  int packets() {
    return packets;
  }

  /** Copies from the page's body; only after {@link #next()}. */
  void copy(int bodyOffset, byte[] to, int offset, int count) {
    in.copy(HEADER_BYTES + segments() + bodyOffset, to, offset, count);
  }
}
