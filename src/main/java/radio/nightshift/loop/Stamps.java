package radio.nightshift.loop;

/** A time stamp of 33 bits in its five bytes, ISO/IEC 13818-1 section 2.4.3.6. */
final class Stamps {
  static final long MODULO = 1L << 33;

  private Stamps() {}

  static long read(byte[] bytes, int at) {
    return (bytes[at] & 0x0eL) << 29
        | (bytes[at + 1] & 0xffL) << 22
        | (bytes[at + 2] & 0xfeL) << 14
        | (bytes[at + 3] & 0xffL) << 7
        | (bytes[at + 4] & 0xfeL) >> 1;
  }

  /** Puts another in its place; the bits around it stay. */
  static void write(byte[] bytes, int at, long stamp) {
    long value = Math.floorMod(stamp, MODULO);
    bytes[at] = (byte) (bytes[at] & 0xf1 | value >> 29 & 0x0e);
    bytes[at + 1] = (byte) (value >> 22);
    bytes[at + 2] = (byte) (value >> 14 & 0xfe | 1);
    bytes[at + 3] = (byte) (value >> 7);
    bytes[at + 4] = (byte) (value << 1 & 0xfe | 1);
  }
}
