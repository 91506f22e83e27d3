package radio.nightshift.media;

import java.io.IOException;
import java.util.Arrays;

/**
 * Reads formats whose frames each begin with a sync word and tell their own length: MP3 and ADTS. A
 * header counts only if another of the same stream, a tag or the end of the file follows where it
 * says, so that text or random bytes that look like one are not taken for audio.
 *
 * <p>Headers are passed about as numbers, because a seek examines hundreds of thousands of them.
 */
abstract class SyncFrameReader implements FrameReader {
  /** How many more headers must follow the first one after garbage. */
  private static final int FOLLOWERS_AFTER_GARBAGE = 2;

  /** Longer than any frame of MP3; those of another form at the end would be more. */
  private static final int MOST_STRAY = 2048;

  private final FrameInput in;
  private final Codec codec;
  private final int headerBytes;
  private long first;
  private long audioStart;
  private SampleRate rate;
  private long header;
  private int length;
  private long sample;

  /** Bytes since the last frame that belong to none and are no tag. */
  private long stray;

  private long strayInside;
  private boolean oneForm = true;

  /**
   * Whether what is at the position comes straight after a frame, a tag or the file's beginning.
   */
  private boolean inStep = true;

  SyncFrameReader(FrameInput in, Codec codec, int headerBytes) {
    this.in = in;
    this.codec = codec;
    this.headerBytes = headerBytes;
  }

  /** The header that many bytes ahead. */
  abstract long header(FrameInput in, int ahead);

  /** The length of its frame in bytes, or 0 if that is no header. */
  abstract int length(long header);

  /** How many samples its frame has in each channel. */
  abstract int samples(long header);

  abstract int sampleRate(long header);

  abstract int channels(long header);

  /** Whether two headers are of the same stream: all is equal that a frame cannot change. */
  abstract boolean alike(long header, long other);

  /** Whether the frame at the input's position, that many bytes long, only describes the file. */
  abstract boolean describesFile(FrameInput in, long header, int length);

  /** A frame of silence in that stream, or no bytes. */
  abstract byte[] silentFrame(long header);

  /**
   * Begins reading if a stream of this kind begins at the input's position.
   *
   * @param fresh whether nothing but tags came before
   */
  boolean begin(boolean fresh) throws IOException {
    if (in.available(headerBytes) < headerBytes) {
      return false;
    }
    first = header(in, 0);
    inStep = fresh;
    if (length(first) == 0 || !isFollowed(first, FOLLOWERS_AFTER_GARBAGE)) {
      return false;
    }
    rate = new SampleRate(sampleRate(first));
    if (!toFrame()) {
      return false;
    }
    audioStart = in.position();
    return true;
  }

  private boolean isFollowed(long leader, int followers) throws IOException {
    long last = leader;
    int ahead = 0;
    for (int i = 0; i < followers; i++) {
      ahead += length(last);
      int available = in.available(ahead + headerBytes);
      if (available < ahead) {
        return i > 0;
      }
      if (available < ahead + headerBytes) {
        return i > 0 || inStep;
      }
      last = header(in, ahead);
      if (length(last) == 0 || !alike(leader, last)) {
        return (i > 0 || inStep) && Tags.length(in, ahead) > 0;
      }
    }
    return true;
  }

  /** Goes to the next frame that is audio and whole; whether there is one. */
  private boolean toFrame() throws IOException {
    while (in.available(headerBytes) == headerBytes) {
      long found = header(in, 0);
      int bytes = alike(first, found) ? length(found) : 0;
      if (bytes > 0 && isFrame(found, bytes)) {
        if (!describesFile(in, found, bytes)) {
          oneForm &= channels(found) == channels(first) && (sample == 0 || stray == 0);
          strayInside += sample == 0 ? 0 : stray;
          stray = 0;
          header = found;
          length = bytes;
          return true;
        }
        in.skip(bytes);
        inStep = true;
      } else {
        skipGarbage();
      }
    }
    return false;
  }

  private boolean isFrame(long found, int bytes) throws IOException {
    return in.available(bytes) == bytes && isFollowed(found, inStep ? 1 : FOLLOWERS_AFTER_GARBAGE);
  }

  private void skipGarbage() throws IOException {
    // Only where a frame should be: three letters amid garbage must not make us skip megabytes.
    long tag = inStep ? Tags.length(in, 0) : 0;
    inStep = tag > 0;
    stray += tag > 0 ? 0 : 1;
    in.skip(Math.max(1, tag));
  }

  @Override
  public Codec codec() {
    return codec;
  }

  @Override
  public int sampleRate() {
    return rate.hertz();
  }

  @Override
  public int channels() {
    return channels(first);
  }

  /** What is left at the end may be a frame that was cut off, but not many. */
  @Override
  public boolean isOneForm() {
    return oneForm && stray <= MOST_STRAY;
  }

  @Override
  public long stray() {
    return strayInside;
  }

  @Override
  public byte[] opening(String title) {
    return new byte[0];
  }

  @Override
  public byte[] closing() {
    return new byte[0];
  }

  @Override
  public byte[] silence(int bytes) {
    byte[] frame = silentFrame(header);
    if (bytes <= 0 || frame.length == 0) {
      return new byte[0];
    }
    int count = (bytes + frame.length - 1) / frame.length;
    byte[] silence = Arrays.copyOf(frame, Math.multiplyExact(count, frame.length));
    for (int i = 1; i < count; i++) {
      System.arraycopy(frame, 0, silence, i * frame.length, frame.length);
    }
    return silence;
  }

  @Override
  public Frame next(long limitNanos) throws IOException {
    if (sample >= rate.sampleFrom(limitNanos) || !toFrame()) {
      return null;
    }
    Frame frame = rate.frame(in.take(length), sample, samples(header));
    inStep = true;
    sample += samples(header);
    return frame;
  }

  @Override
  public void seek(long positionNanos) throws IOException {
    long target = rate.sampleFrom(positionNanos);
    if (target < sample) {
      in.seek(audioStart);
      inStep = true;
      sample = 0;
    }
    while (sample < target && toFrame()) {
      in.skip(length);
      inStep = true;
      sample += samples(header);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
