package radio.nightshift.loop;

/**
 * How a channel's source is made ready, according to the settings.
 *
 * @param videoBitrate of encoded video, in bit/s
 * @param width of encoded video, in pixels; even
 * @param height of encoded video, in pixels; even
 * @param frameRate of encoded video
 * @param gop how many frames from one key frame of encoded video to the next
 * @param audioBitrate of encoded audio in bit/s: exactly if all is encoded, else at least
 * @param sampleRate of encoded audio, in Hz
 */
record ChannelForm(
    Treatment treatment,
    int videoBitrate,
    int width,
    int height,
    FrameRate frameRate,
    int gop,
    int audioBitrate,
    int sampleRate) {

  /** What may be encoded. */
  enum Treatment {
    /** Video that can be sent as it is stays; audio is made round. */
    AUTO,
    /** Nothing. */
    COPY,
    /** All. */
    ENCODE
  }

  ChannelForm with(Treatment other) {
    return new ChannelForm(
        other, videoBitrate, width, height, frameRate, gop, audioBitrate, sampleRate);
  }
}
