/** Audio formats: codecs, their frames, and the encodings that mounts carry. */
package radio.nightshift.media;
