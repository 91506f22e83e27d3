package radio.nightshift.media.ts;

import java.nio.ByteBuffer;

/** The CRC of sections of a transport stream: that of Ogg, but beginning with ones. */
final class SectionChecksum {
  private static final int POLYNOMIAL = 0x04c11db7;

  private SectionChecksum() {}

  static int of(ByteBuffer bytes, int from, int to) {
    int crc = -1;
    for (int i = from; i < to; i++) {
      crc ^= bytes.get(i) << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ (crc < 0 ? POLYNOMIAL : 0);
      }
    }
    return crc;
  }
}
