package radio.nightshift.loop;

import radio.nightshift.media.Encoding;

/**
 * The room on the disk that a plan takes while it is carried out: the most that lies there at once.
 */
record DiskNeed(LoopPlan plan) {
  /** Transport packets, headers and filling. */
  private static final double OVERHEAD = 1.08;

  private static final int PCM_BYTES = 2;

  /** More than any audio has that a transport stream carries as it is. */
  private static final long UNKNOWN_BITRATE = 2_000_000;

  /** How many bytes for a turn of so many seconds. */
  double bytes(double seconds) {
    double encoded = plan.encodesVideo() ? plan.form().videoBitrate() / 8.0 * seconds : 0;
    return OVERHEAD * most(encoded, seconds);
  }

  /**
   * The most of three times: when a sound lies there a second time as it is stretched, when one is
   * cut while the samples of all are still there, and when picture and sound lie beside the
   * transport stream that they go into.
   */
  private double most(double picture, double seconds) {
    double samples = 0;
    double longest = 0;
    double sounds = 0;
    double largest = 0;
    for (Encoding sound : plan.sounds()) {
      double pcm = (double) PCM_BYTES * sound.sampleRate() * sound.channels() * seconds;
      double coded = 125.0 * sound.bitrate() * seconds;
      samples += pcm;
      longest = Math.max(longest, pcm);
      sounds += coded;
      largest = Math.max(largest, coded);
    }
    double stretched = picture + samples + longest;
    double cut = picture + samples + sounds + largest;
    double own = plan.keepsAudio() ? ownSound(seconds) : transportSound(seconds);
    double kept = plan.keepsVideo() ? plan.source().bytes() : 0;
    double muxed = kept + 2 * picture + sounds + own + (plan.keepsAudio() ? own : 0);
    return Math.max(muxed, Math.max(stretched, cut));
  }

  private double transportSound(double seconds) {
    return plan.transportSound() == null ? 0 : 125.0 * plan.transportSound().bitrate() * seconds;
  }

  private double ownSound(double seconds) {
    long bitrate = plan.source().audio().bitrate();
    return bitrate > 0
        ? bitrate / 8.0 * seconds
        : Math.min(plan.source().bytes(), UNKNOWN_BITRATE / 8.0 * seconds);
  }

  /** For how many seconds of sound alone there is room in so many bytes. */
  double seconds(long room) {
    return room / bytes(1);
  }
}
