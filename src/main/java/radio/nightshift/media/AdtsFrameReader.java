package radio.nightshift.media;

/** AAC in ADTS frames, ISO/IEC 13818-7 section 6.2, with or without CRC. */
final class AdtsFrameReader extends SyncFrameReader {
  private static final int HEADER_BYTES = 7;
  private static final int SAMPLES_PER_BLOCK = 1024;

  /**
   * Sync word, version, layer, profile and sample rate: a stream's frames differ in none of them.
   */
  private static final long STREAM_MASK = 0xfffefcL << 32;

  /** Sync word and layer, which is zero. */
  private static final long SYNC_MASK = 0xfff6L << 40;

  private static final long SYNC = 0xfff0L << 40;
  private static final long NO_CRC = 1L << 40;
  private static final long CHANNELS = 7L << 30;
  private static final int CHANNELS_SHIFT = 30;
  private static final long FRAME_LENGTH = 0x1fffL << 13;
  private static final int FRAME_LENGTH_SHIFT = 13;

  /** The buffer fullness that means variable bitrate, and one block. */
  private static final long ANY_FULLNESS_ONE_BLOCK = 0x7ffL << 2;

  private static final int[] RATES = {
    96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
  };

  /** One channel element without scale factor bands, and the end of the block. */
  private static final byte[] SILENT_MONO = {0, 0, 0, 7};

  /** One pair of channels, each with its own window and without bands, and the end of the block. */
  private static final byte[] SILENT_STEREO = {0x20, 0, 0, 0, 0, 0, 0x0e};

  AdtsFrameReader(FrameInput in) {
    super(in, Codec.AAC, HEADER_BYTES);
  }

  @Override
  long header(FrameInput in, int ahead) {
    return Integer.toUnsignedLong(in.peekInt(ahead)) << 24 | in.peekInt(ahead + 3) & 0xffffff;
  }

  @Override
  int length(long header) {
    if ((header & SYNC_MASK) != SYNC || rateIndex(header) >= RATES.length) {
      return 0;
    }
    int length = (int) ((header & FRAME_LENGTH) >>> FRAME_LENGTH_SHIFT);
    int shortest = (header & NO_CRC) != 0 ? HEADER_BYTES : HEADER_BYTES + 2;
    return length > shortest ? length : 0;
  }

  private static int rateIndex(long header) {
    return (int) (header >>> 34 & 15);
  }

  @Override
  int samples(long header) {
    return SAMPLES_PER_BLOCK * (int) ((header & 3) + 1);
  }

  @Override
  int sampleRate(long header) {
    return RATES[rateIndex(header)];
  }

  /** 0 where the header leaves it to the first frame's contents. */
  @Override
  int channels(long header) {
    int configuration = (int) ((header & CHANNELS) >>> CHANNELS_SHIFT);
    return configuration == 7 ? 8 : configuration;
  }

  @Override
  boolean alike(long header, long other) {
    return ((header ^ other) & STREAM_MASK) == 0;
  }

  @Override
  boolean describesFile(FrameInput in, long header, int length) {
    return false;
  }

  @Override
  byte[] silentFrame(long last) {
    int channels = channels(last);
    if (channels != 1 && channels != 2) {
      return new byte[0];
    }
    byte[] block = channels == 1 ? SILENT_MONO : SILENT_STEREO;
    byte[] frame = new byte[HEADER_BYTES + block.length];
    long header = last & (STREAM_MASK | CHANNELS) | NO_CRC | ANY_FULLNESS_ONE_BLOCK;
    header |= (long) frame.length << FRAME_LENGTH_SHIFT;
    for (int i = 0; i < HEADER_BYTES; i++) {
      frame[i] = (byte) (header >>> 48 - 8 * i);
    }
    System.arraycopy(block, 0, frame, HEADER_BYTES, block.length);
    return frame;
  }
}
