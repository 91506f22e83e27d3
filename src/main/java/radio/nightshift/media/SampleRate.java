package radio.nightshift.media;

/**
 * Turns sample counts into media time and back, without a rounding error that adds up.
 *
 * @param hertz samples per second
 */
record SampleRate(int hertz) {
  private static final long NANOS = 1_000_000_000L;

  /** The media time of a sample, in nanoseconds, rounded down. */
  long nanos(long samples) {
    return samples / hertz * NANOS + samples % hertz * NANOS / hertz;
  }

  /** The first sample at that media time (in nanoseconds) or after it. */
  long sampleFrom(long nanos) {
    if (nanos <= 0) {
      return 0;
    }
    return nanos / NANOS * hertz + (nanos % NANOS * hertz + NANOS - 1) / NANOS;
  }

  /** A frame of that many samples. */
  Frame frame(byte[] bytes, long firstSample, long samples) {
    long start = nanos(firstSample);
    return new Frame(bytes, start, nanos(firstSample + samples) - start);
  }
}
