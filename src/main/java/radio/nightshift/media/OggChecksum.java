package radio.nightshift.media;

/** The CRC of Ogg pages: polynomial 0x04c11db7, not reflected, beginning with zero. */
final class OggChecksum {
  private static final int POLYNOMIAL = 0x04c11db7;
  private static final int[] TABLE = table();

  private OggChecksum() {}

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int crc = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ (crc < 0 ? POLYNOMIAL : 0);
      }
      table[i] = crc;
    }
    return table;
  }

  /** The checksum of what went before and of one more byte. */
  static int add(int crc, int value) {
    return crc << 8 ^ TABLE[crc >>> 24 ^ value & 0xff];
  }

  /** The checksum of a whole page whose checksum field is zero. */
  static int of(byte[] page) {
    int crc = 0;
    for (byte value : page) {
      crc = add(crc, value);
    }
    return crc;
  }
}
