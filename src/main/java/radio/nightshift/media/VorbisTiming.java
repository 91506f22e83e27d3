package radio.nightshift.media;

/**
 * Works out the durations of Vorbis packets from their block sizes: each adds a quarter of the
 * block before and a quarter of its own, and the first adds nothing.
 */
final class VorbisTiming implements PacketTiming {
  private static final int MODE_BITS = 41;
  private static final int MAX_MODES = 64;

  private final int shortBlock;
  private final int longBlock;
  private final boolean[] longModes;
  private final int modeMask;
  private int before;

  /**
   * Reads the modes from the end of the setup header, where they are the last thing: all that comes
   * before them would have to be decoded to be passed over.
   *
   * @throws UnreadableAudioException if there are none
   */
  VorbisTiming(int shortBlock, int longBlock, byte[] setup) throws UnreadableAudioException {
    this.shortBlock = shortBlock;
    this.longBlock = longBlock;
    this.longModes = longModes(setup);
    this.modeMask = longModes.length == 1 ? 0 : 2 * Integer.highestOneBit(longModes.length - 1) - 1;
  }

  private static boolean[] longModes(byte[] setup) throws UnreadableAudioException {
    int end = framingBit(setup);
    int count = 0;
    // Zeros before the modes may look like more of them: the longest run that its count agrees
    // with.
    for (int modes = 1; modes <= MAX_MODES && isMode(setup, end - modes * MODE_BITS); modes++) {
      if (bits(setup, end - modes * MODE_BITS - 6, 6) == modes - 1) {
        count = modes;
      }
    }
    if (count == 0) {
      throw new UnreadableAudioException("its Vorbis setup header is damaged");
    }
    boolean[] modes = new boolean[count];
    for (int i = 0; i < count; i++) {
      modes[i] = bits(setup, end - (count - i) * MODE_BITS, 1) == 1;
    }
    return modes;
  }

  private static int framingBit(byte[] setup) {
    int at = setup.length * 8 - 1;
    while (at > 0 && bits(setup, at, 1) == 0) {
      at--;
    }
    return at;
  }

  /** Whether window and transform type are zero, as they must be, and the mapping is possible. */
  private static boolean isMode(byte[] setup, int at) {
    return at > 64
        && bits(setup, at + 1, 16) == 0
        && bits(setup, at + 17, 16) == 0
        && bits(setup, at + 33, 8) < 64;
  }

  private static int bits(byte[] packet, int at, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value |= (packet[at + i >> 3] >> (at + i & 7) & 1) << i;
    }
    return value;
  }

  @Override
  public int samples(byte[] packet) {
    if (packet.length == 0 || (packet[0] & 1) != 0) {
      return -1;
    }
    int mode = packet[0] >> 1 & modeMask;
    if (mode >= longModes.length) {
      return -1;
    }
    int block = longModes[mode] ? longBlock : shortBlock;
    int samples = before == 0 ? 0 : (before + block) / 4;
    before = block;
    return samples;
  }

  @Override
  public boolean isPlausible(int packets, long samples) {
    return samples >= (long) packets * shortBlock / 2 && samples <= (long) packets * longBlock / 2;
  }

  @Override
  public void restart() {
    before = 0;
  }
}
