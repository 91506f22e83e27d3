package radio.nightshift.media;

/**
 * A place between two pages of an Ogg stream, to which one can return.
 *
 * @param position of the page after it, in the file
 * @param sample how many samples are before it, counted from the first packet
 * @param granule the granule position of the page before it
 * @param sequence the number of the page before it
 */
record OggMark(long position, long sample, long granule, int sequence) {
  OggMark at(long newPosition) {
    return new OggMark(newPosition, sample, granule, sequence);
  }

  OggMark plus(long samples, int newSequence) {
    return new OggMark(position, sample + samples, granule + samples, newSequence);
  }
}
