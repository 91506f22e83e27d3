package radio.nightshift.media;

/** MPEG-1, MPEG-2 and MPEG-2.5 layer III, at constant or variable bitrate. */
final class Mp3FrameReader extends SyncFrameReader {
  private static final int HEADER_BYTES = 4;

  /** Sync word, version, layer and sample rate: a stream's frames differ in none of them. */
  private static final int STREAM_MASK = 0xfffe0c00;

  private static final int NO_CRC = 0x10000;
  private static final int PADDING = 0x200;
  private static final int XING = 0x58696e67;
  private static final int INFO = 0x496e666f;
  private static final int VBRI = 0x56425249;

  private static final int[] MPEG_1_KBITS = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0
  };
  private static final int[] MPEG_2_KBITS = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0
  };
  private static final int[] RATES = {44100, 48000, 32000, 0};

  Mp3FrameReader(FrameInput in) {
    super(in, Codec.MP3, HEADER_BYTES);
  }

  /** Whether that is a header in free format, from which the frame length cannot be computed. */
  static boolean isFreeFormat(int header) {
    return isLayer3(header) && (header >>> 12 & 15) == 0;
  }

  private static boolean isLayer3(int header) {
    // Version 01 is reserved; layer III is 01.
    return (header & 0xffe60000) == 0xffe20000
        && (header >>> 19 & 3) != 1
        && (header >>> 10 & 3) != 3;
  }

  private static boolean isMpeg1(int header) {
    return (header >>> 19 & 3) == 3;
  }

  private static boolean isMono(int header) {
    return (header >>> 6 & 3) == 3;
  }

  private static int sideInfoBytes(int header) {
    if (isMpeg1(header)) {
      return isMono(header) ? 17 : 32;
    }
    return isMono(header) ? 9 : 17;
  }

  @Override
  long header(FrameInput in, int ahead) {
    return in.peekInt(ahead);
  }

  @Override
  int length(long wide) {
    int header = (int) wide;
    if (!isLayer3(header)) {
      return 0;
    }
    int bitrate = header >>> 12 & 15;
    int kbits = isMpeg1(header) ? MPEG_1_KBITS[bitrate] : MPEG_2_KBITS[bitrate];
    if (kbits == 0) {
      return 0;
    }
    return samples(header) / 8 * 1000 * kbits / sampleRate(header) + (header >>> 9 & 1);
  }

  @Override
  int samples(long header) {
    return isMpeg1((int) header) ? 1152 : 576;
  }

  @Override
  int sampleRate(long wide) {
    int header = (int) wide;
    int version = header >>> 19 & 3;
    return RATES[header >>> 10 & 3] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
  }

  @Override
  int channels(long header) {
    return isMono((int) header) ? 1 : 2;
  }

  @Override
  boolean alike(long header, long other) {
    return ((header ^ other) & STREAM_MASK) == 0;
  }

  @Override
  boolean describesFile(FrameInput in, long wide, int length) {
    int header = (int) wide;
    int xingAt = HEADER_BYTES + sideInfoBytes(header);
    int checksum = (header & NO_CRC) == 0 ? 2 : 0;
    return isInfoTag(in, length, xingAt)
        || isInfoTag(in, length, xingAt + checksum)
        || isInfoTag(in, length, HEADER_BYTES + 32);
  }

  private static boolean isInfoTag(FrameInput in, int length, int ahead) {
    if (ahead + 4 > length) {
      return false;
    }
    int word = in.peekInt(ahead);
    return word == XING || word == INFO || word == VBRI;
  }

  @Override
  byte[] silentFrame(long last) {
    // Side information of zeros: no main data, and none taken from earlier frames. It decodes to
    // silence.
    int header = ((int) last | NO_CRC) & ~PADDING;
    byte[] frame = new byte[length(header)];
    for (int i = 0; i < HEADER_BYTES; i++) {
      frame[i] = (byte) (header >>> 24 - 8 * i);
    }
    return frame;
  }
}
