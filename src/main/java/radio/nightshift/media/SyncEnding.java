package radio.nightshift.media;

import java.io.IOException;

/** The end of an MP3 or ADTS file: whether its last frame is whole, and none is missing. */
final class SyncEnding {
  /** Room for several of the longest frames, which have 8191 bytes. */
  private static final int TAIL = 48 * 1024;

  /** So many frames in a row are no accident. */
  private static final int SURE = 3;

  private static final int HEADER_BYTES = 8;

  /** What must be there so that a header of either kind can be read. */
  private static final int LEAST = 7;

  private static final int XING = 0x58696e67;
  private static final int INFO = 0x496e666f;
  private static final int VBRI = 0x56425249;

  private final FrameInput in;
  private final SyncFrameReader frames;
  private final long first;
  private final long start;
  private final long end;

  private SyncEnding(FrameInput in, SyncFrameReader frames, long end) {
    this.in = in;
    this.frames = frames;
    this.first = frames.header(in, 0);
    this.start = in.position();
    this.end = end;
  }

  /** Why a file is incomplete whose first frame is at the input's position; null if it is not. */
  static String defect(FrameInput in, long end) throws IOException {
    long start = in.position();
    for (SyncFrameReader frames :
        new SyncFrameReader[] {new Mp3FrameReader(in), new AdtsFrameReader(in)}) {
      in.seek(start);
      if (frames.begin(true)) {
        in.seek(start);
        in.available(HEADER_BYTES);
        SyncEnding ending = new SyncEnding(in, frames, end);
        String missing = ending.missing();
        return missing == null ? ending.tail() : missing;
      }
    }
    return null;
  }

  /** What is missing of the bytes that a first frame, which holds no audio, announces. */
  private String missing() throws IOException {
    int length = frames.length(first);
    if (in.available(length) < length || !frames.describesFile(in, first, length)) {
      return null;
    }
    for (int at = 4; at + 20 <= Math.min(length, 64); at++) {
      int word = in.peekInt(at);
      long bytes = 0;
      if (word == XING || word == INFO) {
        int flags = in.peekInt(at + 4);
        bytes = (flags & 2) == 0 ? 0 : in.peekInt(at + ((flags & 1) == 0 ? 8 : 12));
      } else if (word == VBRI) {
        bytes = in.peekInt(at + 10);
      }
      // Some encoders count that frame, and others do not.
      if (Integer.toUnsignedLong((int) bytes) > end - start + length) {
        return FileEnding.tooShort(end - start, Integer.toUnsignedLong((int) bytes));
      }
    }
    return null;
  }

  private String tail() throws IOException {
    int window = (int) Math.min(end - start, TAIL);
    in.seek(end - window);
    if (in.available(window) < window) {
      return null;
    }
    int at = 0;
    while (at + LEAST <= window) {
      int next = at;
      int count = 0;
      while (next + LEAST <= window && length(next) > 0) {
        next += length(next);
        count++;
      }
      boolean isSure = count >= SURE || count > 0 && end - window + at == start;
      if (isSure && next == window) {
        return null;
      }
      if (isSure && next + LEAST > window) {
        boolean isJunk = next < window && in.peek(next) != 0xff;
        return isJunk ? null : "its last frame is cut off";
      }
      at = isSure ? next : at + 1;
    }
    return null;
  }

  private int length(int ahead) {
    long header = frames.header(in, ahead);
    return frames.alike(first, header) ? frames.length(header) : 0;
  }
}
