package radio.nightshift.media;

/** Durations of the audio packets of one logical Ogg stream. */
interface PacketTiming {
  /** How many samples the packet adds to those before it, or -1 if it is no audio packet. */
  int samples(byte[] packet);

  /** Whether that many packets in a row can last that many samples. */
  boolean isPlausible(int packets, long samples);

  /** Forgets the packets before, so that a duration which depends on them is given as 0. */
  void restart();
}
