package radio.nightshift.media;

import java.io.IOException;

/** The end of a FLAC file: whether its last frame is whole, and is the last. RFC 9639. */
final class FlacEnding {
  private static final int MARKER_BYTES = 4;
  private static final int BLOCK_HEADER_BYTES = 4;
  private static final int STREAM_INFO_BYTES = 34;
  private static final int MOST_BLOCKS = 64;
  private static final int MOST_CANDIDATES = 16;
  private static final int SHORTEST_FRAME = 9;

  /** What a header may have behind its number: a block size, a sample rate and a checksum. */
  private static final int REST = 6;

  private final FrameInput in;
  private final long end;
  private int blockSize;
  private long samples;

  private FlacEnding(FrameInput in, long end) {
    this.in = in;
    this.end = end;
  }

  /** Why it is incomplete whose marker is at the input's position; null if it is not. */
  static String defect(FrameInput in, long end) throws IOException {
    return new FlacEnding(in, end).defect();
  }

  private String defect() throws IOException {
    long start = in.position();
    if (in.available(MARKER_BYTES + BLOCK_HEADER_BYTES + STREAM_INFO_BYTES)
        < MARKER_BYTES + BLOCK_HEADER_BYTES + STREAM_INFO_BYTES) {
      return "its header is cut off";
    }
    blockSize = in.peek(8) << 8 | in.peek(9);
    samples = (in.peek(21) & 0xfL) << 32 | Integer.toUnsignedLong(in.peekInt(22));
    long audio = start + MARKER_BYTES;
    boolean isLast = false;
    for (int i = 0; i < MOST_BLOCKS && !isLast; i++) {
      in.seek(audio);
      if (in.available(BLOCK_HEADER_BYTES) < BLOCK_HEADER_BYTES) {
        return "its header is cut off";
      }
      isLast = (in.peek(0) & 0x80) != 0;
      audio += BLOCK_HEADER_BYTES + (in.peekInt(0) & 0xffffff);
    }
    return isLast ? audio(audio) : null;
  }

  private String audio(long start) throws IOException {
    if (end - start < SHORTEST_FRAME) {
      return "it has no audio yet";
    }
    int window = (int) Math.min(end - start, FrameInput.WINDOW);
    in.seek(end - window);
    if (in.available(window) < window) {
      return null;
    }
    int candidates = 0;
    for (int at = window - SHORTEST_FRAME; at >= 0 && candidates < MOST_CANDIDATES; at--) {
      long last = lastSample(at, window);
      if (last > 0) {
        candidates++;
        if (isWhole(at, window)) {
          return samples > 0 && last < samples
              ? "it has %d of the %d samples that its header announces".formatted(last, samples)
              : null;
        }
      }
    }
    // A frame may be longer than what was looked at.
    return candidates > 0 ? "its last frame is cut off" : null;
  }

  /** The number of samples up to the end of the frame at that place; 0 if there is none. */
  private long lastSample(int at, int window) {
    boolean isSync = in.peek(at) == 0xff && (in.peek(at + 1) & 0xfe) == 0xf8;
    if (!isSync || at + SHORTEST_FRAME > window) {
      return 0;
    }
    int sizeCode = in.peek(at + 2) >> 4;
    int rateCode = in.peek(at + 2) & 15;
    int next = at + 4;
    int lead = in.peek(next);
    int more = lead < 0x80 ? 0 : Integer.numberOfLeadingZeros(~(lead << 24)) - 1;
    boolean isNumber = more <= 6 && (lead < 0x80 || more > 0);
    if (sizeCode == 0 || rateCode == 15 || !isNumber || next + more + REST > window) {
      return 0;
    }
    long number = more == 0 ? lead : lead & (0x3f >> more);
    for (int i = 1; i <= more; i++) {
      number = number << 6 | in.peek(next + i) & 0x3f;
    }
    next += 1 + more;
    int size = size(sizeCode, next);
    next += sizeCode == 6 ? 1 : sizeCode == 7 ? 2 : 0;
    next += rateCode == 12 ? 1 : rateCode > 12 ? 2 : 0;
    if (in.peek(next) != crc8(at, next)) {
      return 0;
    }
    boolean countsSamples = (in.peek(at + 1) & 1) != 0;
    return (countsSamples ? number : number * blockSize) + size;
  }

  private int size(int code, int at) {
    return switch (code) {
      case 1 -> 192;
      case 2, 3, 4, 5 -> 576 << code - 2;
      case 6 -> in.peek(at) + 1;
      case 7 -> (in.peek(at) << 8 | in.peek(at + 1)) + 1;
      default -> 256 << code - 8;
    };
  }

  private boolean isWhole(int at, int window) {
    return crc16(at, window - 2) == (in.peek(window - 2) << 8 | in.peek(window - 1));
  }

  private int crc8(int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc ^= in.peek(i);
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc << 1 ^ ((crc & 0x80) == 0 ? 0 : 0x07)) & 0xff;
      }
    }
    return crc;
  }

  private int crc16(int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc ^= in.peek(i) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc << 1 ^ ((crc & 0x8000) == 0 ? 0 : 0x8005)) & 0xffff;
      }
    }
    return crc;
  }
}
