package radio.nightshift.media;

/** Reads the durations of Opus packets off their table-of-contents byte, RFC 6716 section 3.1. */
final class OpusTiming implements PacketTiming {
  static final int SAMPLE_RATE = 48000;

  private static final int MAX_SAMPLES = 5760;
  private static final int[] SILK_SAMPLES = {480, 960, 1920, 2880};

  private int last;

  @Override
  public int samples(byte[] packet) {
    int samples = packet.length == 0 ? 0 : frames(packet) * frameSamples(packet[0] >> 3 & 31);
    if (samples == 0 || samples > MAX_SAMPLES) {
      return -1;
    }
    last = samples;
    return samples;
  }

  private static int frames(byte[] packet) {
    int code = packet[0] & 3;
    if (code < 3) {
      return code == 0 ? 1 : 2;
    }
    return packet.length < 2 ? 0 : packet[1] & 0x3f;
  }

  private static int frameSamples(int configuration) {
    if (configuration < 12) {
      return SILK_SAMPLES[configuration & 3];
    }
    return configuration < 16 ? SILK_SAMPLES[configuration & 1] : 120 << (configuration & 3);
  }

  /**
   * Only where all packets have one length, as in nearly all files, can their number be checked
   * against the samples.
   */
  @Override
  public boolean isPlausible(int packets, long samples) {
    return samples == (long) packets * last;
  }

  @Override
  public void restart() {
    // Nothing is to be forgotten: every Opus packet states its own duration.
  }
}
