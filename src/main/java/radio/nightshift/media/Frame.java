package radio.nightshift.media;

/**
 * The bytes a source client sends at one moment: one MP3 or ADTS frame, or one Ogg page of packets.
 *
 * @param bytes what goes on the wire
 * @param startNanos the media time of its first sample since the start of the file, in nanoseconds
 * @param durationNanos how long it plays, in nanoseconds
 */
public record Frame(byte[] bytes, long startNanos, long durationNanos) {
  /** The media time at which it has been played, in nanoseconds. */
  public long endNanos() {
    return startNanos + durationNanos;
  }
}
