package radio.nightshift.media;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads an audio file frame by frame, in constant memory, each frame with its exact media time.
 * What is not audio (tags, cover art, Xing/Info/LAME headers, garbage) is passed over.
 *
 * <p>Not thread-safe: one reader serves one mount.
 */
public interface FrameReader extends Closeable {
  /**
   * Opens an audio file by what it contains; its name does not matter.
   *
   * @throws UnreadableAudioException if it holds no MP3, Ogg Opus, Ogg Vorbis or ADTS frames
   * @throws IOException if it cannot be read
   */
  static FrameReader open(Path file) throws IOException {
    return AudioFile.open(file);
  }

  Codec codec();

  /** Samples per second of the stream. */
  int sampleRate();

  /** Channels of the stream; 0 for ADTS whose headers do not tell. */
  int channels();

  /**
   * The bytes that must precede the first frame wherever a listener's stream begins: for Ogg the
   * header pages, with a new serial number at each call, and {@code title} as the stream's title;
   * nothing for MP3 and ADTS.
   */
  byte[] opening(String title) throws IOException;

  /**
   * The next frame that starts before {@code limitNanos} of media time, or null when there is none:
   * at the end of the file, or because the next frame starts at the limit or after it, in which
   * case a later call with a later limit still gives it.
   */
  Frame next(long limitNanos) throws IOException;

  /**
   * The bytes that must follow the last frame of this file, whether or not another file follows:
   * for Ogg the page that ends the logical stream; nothing for MP3 and ADTS, and nothing when the
   * frame given last has ended the stream, as that of a whole Ogg file does, for only there do
   * decoders cut off the encoder's padding.
   */
  byte[] closing();

  /**
   * Whether all that was read so far is of one form: one count of channels, no frames of another
   * stream in between, and at the end no further stream behind it. Only then do its frames play on
   * any decoder as one recording.
   */
  boolean isOneForm() throws IOException;

  /** How many bytes between the frames read so far were neither frames nor tags. */
  default long stray() {
    return 0;
  }

  /**
   * Silent frames of this stream's kind, at least {@code bytes} long, to push the last real ones
   * out of a server that drops its last partial block; nothing for Ogg, of which Icecast loses
   * nothing.
   */
  byte[] silence(int bytes);

  /**
   * Goes, forwards or backwards, to the first frame (for Ogg: packet) that starts at {@code
   * positionNanos} or after it; past the end, the next frame is null. After a stream's end was
   * given, going back takes a new {@link #opening}.
   */
  void seek(long positionNanos) throws IOException;
}
