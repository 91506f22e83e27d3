package radio.nightshift.media;

import java.io.IOException;

/** The end of an Ogg file: whether its last page is whole, and ends a stream. */
final class OggEnding {
  private static final String CUT = "its last page is cut off";

  private OggEnding() {}

  /** Why it is incomplete; null if it is not. */
  static String defect(FrameInput in, long end) throws IOException {
    long tail = Math.max(0, end - FrameInput.WINDOW);
    in.limit(end);
    in.seek(tail);
    OggPages pages = new OggPages(in);
    boolean isLast = false;
    long after = -1;
    while (pages.next()) {
      isLast = pages.isLast();
      after = pages.end();
    }
    if (after < 0) {
      // The longest page is shorter than what was looked at.
      return CUT;
    }
    in.seek(after);
    if (after < end && (in.has(0, "OggS") || isZero(in, after, end))) {
      return CUT;
    }
    if (after < end && in.available(4) < 4) {
      return CUT;
    }
    return isLast ? null : "its last page is missing";
  }

  private static boolean isZero(FrameInput in, long from, long to) throws IOException {
    return FileEnding.isZero(in, from, to);
  }
}
