package radio.nightshift.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The extent of MP4, QuickTime, Matroska and WMA files. */
final class BoxEnding {
  private static final int MOST_BOXES = 64;
  private static final int ZEROS = 4096;
  private static final int EBML = 0x1a45dfa3;
  private static final int SEGMENT = 0x18538067;
  private static final int ASF = 0x3026b275;

  /** The object of a WMA file that tells its size, as far as one number holds it. */
  private static final int FILE_PROPERTIES = 0xa1dcab8c;

  private static final int FILE_PROPERTIES_REST = 0x47a9cf11;
  private static final int HEAD = 32 * 1024;

  /** What a QuickTime file may begin with. */
  private static final Set<String> FIRST =
      Set.of("ftyp", "moov", "mdat", "free", "skip", "wide", "pnot");

  private BoxEnding() {}

  static boolean isOne(FrameInput in) throws IOException {
    if (in.available(12) < 12) {
      return false;
    }
    return FIRST.contains(name(in)) || in.peekInt(0) == EBML || in.peekInt(0) == ASF;
  }

  /** Why a file is incomplete that begins at the input's position; null if it is not. */
  static String defect(FrameInput in, long size) throws IOException {
    return switch (in.peekInt(0)) {
      case EBML -> ofMatroska(in, size);
      case ASF -> ofWma(in, size);
      default -> ofBoxes(in, size);
    };
  }

  private static String ofBoxes(FrameInput in, long size) throws IOException {
    long at = in.position();
    boolean hasIndex = false;
    String last = "";
    for (int i = 0; at < size; i++) {
      in.seek(at);
      if (i == MOST_BOXES) {
        // One in fragments has its index first.
        return hasIndex ? null : "its index is missing";
      }
      if (in.available(8) < 8) {
        return hasIndex ? null : "its last box is cut off";
      }
      long length = Integer.toUnsignedLong(in.peekInt(0));
      last = name(in);
      hasIndex |= last.equals("moov");
      if (length == 1 && in.available(16) == 16) {
        length = (long) in.peekInt(8) << 32 | Integer.toUnsignedLong(in.peekInt(12));
      } else if (length == 0) {
        length = size - at;
      }
      if (length < 8 || length > size - at) {
        return length < 8 ? "its last box is cut off" : FileEnding.tooShort(size, at + length);
      }
      at += length;
    }
    if (!hasIndex) {
      return "its index is missing";
    }
    boolean isAllocated =
        last.equals("mdat") && FileEnding.isZero(in, Math.max(0, size - ZEROS), size);
    return isAllocated ? "its end is nothing but zeros" : null;
  }

  private static String name(FrameInput in) {
    byte[] name = new byte[4];
    in.copy(4, name, 0, 4);
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private static String ofMatroska(FrameInput in, long size) throws IOException {
    long start = in.position();
    int width = width(in, 4);
    if (width == 0) {
      return null;
    }
    long segment = start + 4 + width + number(in, 4, width);
    in.seek(segment);
    if (in.available(12) < 12) {
      return "its header is cut off";
    }
    width = width(in, 4);
    if (in.peekInt(0) != SEGMENT || width == 0) {
      return null;
    }
    long length = number(in, 4, width);
    boolean isUntold = length == (1L << 7 * width) - 1;
    long end = segment + 4 + width + length;
    return isUntold || end <= size ? null : FileEnding.tooShort(size, end);
  }

  /** How many bytes the number there has, 1 to 8; 0 if it is none. */
  private static int width(FrameInput in, int ahead) {
    int zeros = Integer.numberOfLeadingZeros(in.peek(ahead)) - 24;
    return zeros < 8 ? zeros + 1 : 0;
  }

  private static long number(FrameInput in, int ahead, int width) {
    long number = in.peek(ahead) & (0xff >> width);
    for (int i = 1; i < width; i++) {
      number = number << 8 | in.peek(ahead + i);
    }
    return number;
  }

  private static String ofWma(FrameInput in, long size) throws IOException {
    int head = in.available(HEAD);
    for (int at = 30; at + 104 <= head; at++) {
      if (in.peekInt(at) == FILE_PROPERTIES && in.peekInt(at + 4) == FILE_PROPERTIES_REST) {
        long told = 0;
        for (int i = 7; i >= 0; i--) {
          told = told << 8 | in.peek(at + 40 + i);
        }
        boolean isLive = (in.peek(at + 88) & 1) != 0;
        return !isLive && told > size ? FileEnding.tooShort(size, told) : null;
      }
    }
    return null;
  }
}
