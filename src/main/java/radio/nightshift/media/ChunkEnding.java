package radio.nightshift.media;

import java.io.IOException;
import java.util.Optional;

/**
 * The extent of files that consist of chunks, each with its length before it: WAV with its
 * variants, AVI, AIFF, CAF and AU.
 */
final class ChunkEnding {
  private static final int MOST_CHUNKS = 64;

  /** Some writers count the header that comes before, or forget to pad. */
  private static final int SLACK = 9;

  private static final long UNKNOWN_INT = 0xffffffffL;
  private static final int BLOCK = 4096;

  /** Silence at the end of a recording is seldom longer. */
  private static final long SILENCE = 8L << 20;

  private static final int SAMPLES = 16;
  private static final String ZEROS = "its end is nothing but zeros";
  private static final String UNTOLD = "its header does not tell yet how long it is";

  private final FrameInput in;
  private final long size;
  private final Form form;

  /**
   * How chunks are written.
   *
   * @param id bytes of a chunk's name
   * @param length bytes of its length
   * @param isWhole whether the length counts name and length too
   * @param align what the length is rounded up to
   * @param first where the first chunk begins
   * @param audio the name of the one that holds the audio, or null if no chunk is looked at
   */
  private record Form(
      int id, int length, boolean isBig, boolean isWhole, int align, int first, String audio) {}

  private ChunkEnding(FrameInput in, long size, Form form) {
    this.in = in;
    this.size = size;
    this.form = form;
  }

  static boolean isOne(FrameInput in) throws IOException {
    return form(in).isPresent() || in.has(0, ".snd");
  }

  /** Whether what it holds may be silence, which is zeros. */
  static boolean holdsSamples(FrameInput in) throws IOException {
    return isOne(in) && form(in).filter(form -> form.audio == null).isEmpty();
  }

  /** Why a file is incomplete that begins at the input's position; null if it is not. */
  static String defect(FrameInput in, long size) throws IOException {
    if (in.has(0, ".snd")) {
      return new ChunkEnding(in, size, null).sun();
    }
    Optional<Form> form = form(in);
    return form.isEmpty() ? null : new ChunkEnding(in, size, form.get()).defect();
  }

  private static Optional<Form> form(FrameInput in) throws IOException {
    if (in.has(0, "RIFF") || in.has(0, "RF64") || in.has(0, "BW64")) {
      return Optional.of(new Form(4, 4, false, false, 2, 12, in.has(8, "WAVE") ? "data" : null));
    }
    if (in.has(0, "FORM") && in.has(8, "AIF")) {
      return Optional.of(new Form(4, 4, true, false, 2, 12, "SSND"));
    }
    if (in.has(0, "caff")) {
      return Optional.of(new Form(4, 8, true, false, 1, 8, "data"));
    }
    if (in.has(0, "riff") && in.has(24, "wave")) {
      return Optional.of(new Form(16, 8, false, true, 8, 40, "data"));
    }
    return Optional.empty();
  }

  private String defect() throws IOException {
    long whole = whole();
    if (whole == 0 || whole == UNKNOWN_INT + 8) {
      return UNTOLD;
    }
    String defect = form.audio == null ? null : walk(ds64());
    if (defect == null && whole > size + SLACK) {
      return FileEnding.tooShort(size, whole);
    }
    return defect;
  }

  /** How long the file is by its first header; negative if that is not told there. */
  private long whole() throws IOException {
    in.seek(0);
    in.available(32);
    if (in.has(0, "RIFF") || in.has(0, "FORM")) {
      long told = number(4, 4);
      return told == 0 ? 0 : told + 8;
    }
    return -1;
  }

  /** The audio's length in an RF64 file, whose chunk of audio does not tell it; or -1. */
  private long ds64() throws IOException {
    in.seek(0);
    return (in.has(0, "RF64") || in.has(0, "BW64")) && in.has(12, "ds64") && in.available(36) == 36
        ? number(28, 8)
        : -1;
  }

  private String walk(long told) throws IOException {
    long at = form.first;
    int header = form.id + form.length;
    for (int i = 0; i < MOST_CHUNKS; i++) {
      in.seek(at);
      if (in.available(header) < header) {
        return "it has no audio yet";
      }
      boolean isAudio = in.has(0, form.audio);
      long length = number(form.id, form.length) - (form.isWhole ? header : 0);
      if (isAudio && told >= 0) {
        length = told;
      }
      boolean isUntold = length < 0 || form.length == 4 && length == UNKNOWN_INT;
      if (isUntold || isAudio && length == 0) {
        return UNTOLD;
      }
      long end = at + header + length;
      if (end > size || end < at) {
        return FileEnding.tooShort(size, end);
      }
      if (isAudio) {
        return isAllocated(at + header, end) ? ZEROS : null;
      }
      at = (end + form.align - 1) / form.align * form.align;
    }
    return null;
  }

  /** Whether so much at the end is zeros that it was rather allocated than recorded. */
  private boolean isAllocated(long from, long end) throws IOException {
    long span = Math.min(SILENCE, (end - from) / 2);
    if (span < BLOCK) {
      return false;
    }
    for (int i = 0; i < SAMPLES; i++) {
      long to = end - (span - BLOCK) * i / (SAMPLES - 1);
      if (!FileEnding.isZero(in, to - BLOCK, to)) {
        return false;
      }
    }
    return true;
  }

  private String sun() throws IOException {
    long offset = Integer.toUnsignedLong(in.peekInt(4));
    long length = Integer.toUnsignedLong(in.peekInt(8));
    if (length == UNKNOWN_INT || length == 0) {
      return UNTOLD;
    }
    if (offset + length > size) {
      return FileEnding.tooShort(size, offset + length);
    }
    return isAllocated(offset, offset + length) ? ZEROS : null;
  }

  /** The number that many bytes ahead, which must be available. */
  private long number(int ahead, int count) {
    long number = 0;
    for (int i = 0; i < count; i++) {
      number = number << 8 | in.peek(ahead + (form.isBig ? i : count - 1 - i));
    }
    return number;
  }
}
