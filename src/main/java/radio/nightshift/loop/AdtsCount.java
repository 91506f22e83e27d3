package radio.nightshift.loop;

/** Counts AAC frames in a stream of bytes by the lengths in their ADTS headers. */
final class AdtsCount {
  private static final int HEADER = 7;

  private final byte[] header = new byte[HEADER];
  private int have;
  private long left;
  private long frames;

  /** Goes on with the bytes of a packet. */
  void add(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end) {
      if (left > 0) {
        int skipped = (int) Math.min(left, end - at);
        left -= skipped;
        at += skipped;
      } else {
        header[have++] = bytes[at++];
        if (have == HEADER) {
          frame();
        }
      }
    }
  }

  private void frame() {
    boolean isHeader = header[0] == (byte) 0xff && (header[1] & 0xf6) == 0xf0;
    int length = (header[3] & 3) << 11 | (header[4] & 0xff) << 3 | (header[5] & 0xe0) >> 5;
    if (isHeader && length > HEADER) {
      frames++;
      left = length - HEADER;
      have = 0;
    } else {
      System.arraycopy(header, 1, header, 0, HEADER - 1);
      have = HEADER - 1;
    }
  }

  long frames() {
    return frames;
  }
}
