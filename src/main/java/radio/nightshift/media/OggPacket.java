package radio.nightshift.media;

/**
 * An audio packet of an Ogg stream.
 *
 * @param sample the first of its samples, counted from the first packet
 * @param samples how many it adds
 * @param granule the granule position at its end, in the source
 * @param last whether the source's stream ends with it
 */
record OggPacket(byte[] bytes, long sample, int samples, long granule, boolean last) {}
