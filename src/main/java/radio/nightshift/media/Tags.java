package radio.nightshift.media;

import java.io.IOException;
import java.nio.file.Path;

/** Finds the ends of ID3, APE and Lyrics3 tags, so that they can be passed over unread. */
final class Tags {
  private static final int ID3V1_BYTES = 128;
  private static final int ID3V1_EXTENDED_BYTES = 227;
  private static final int ID3V2_HEADER_BYTES = 10;
  private static final int APE_HEADER_BYTES = 32;
  private static final int LYRICS_END_BYTES = 15;

  /** More tags than that are no tags but somebody's joke. */
  private static final int MAX_TAGS = 32;

  private Tags() {}

  /** Passes over the tags at the input's position. */
  static void skip(FrameInput in) throws IOException {
    for (int i = 0; i < MAX_TAGS; i++) {
      in.skip(length(in, 0));
    }
  }

  /** How many bytes of tags a file begins with; none if it cannot be read. */
  static long leading(Path file) {
    try (FrameInput in = FrameInput.open(file)) {
      skip(in);
      return in.position();
    } catch (IOException unreadable) {
      // Whoever is given the file will say so.
      return 0;
    }
  }

  /** The length in bytes of the tag that begins that many bytes ahead, or 0 if none does. */
  static long length(FrameInput in, int ahead) throws IOException {
    long length = claimedLength(in, ahead);
    // A tag that claims to go past the end is damaged: audio may follow, so it is searched for.
    return in.position() + ahead + length <= in.size() ? length : 0;
  }

  /** The length in bytes that the tag there claims to have, which may be past the end; or 0. */
  static long claimedLength(FrameInput in, int ahead) throws IOException {
    if (in.has(ahead, "ID3")) {
      return id3v2Length(in, ahead);
    }
    if (in.has(ahead, "TAG")) {
      return in.has(ahead, "TAG+") ? ID3V1_EXTENDED_BYTES : ID3V1_BYTES;
    }
    if (in.has(ahead, "APETAGEX")
        && in.available(ahead + APE_HEADER_BYTES) == ahead + APE_HEADER_BYTES) {
      boolean header = (in.peek(ahead + 23) & 0x20) != 0;
      return APE_HEADER_BYTES + (header ? littleEndian(in, ahead + 12) : 0);
    }
    return 0;
  }

  private static long id3v2Length(FrameInput in, int ahead) throws IOException {
    if (in.available(ahead + ID3V2_HEADER_BYTES) < ahead + ID3V2_HEADER_BYTES) {
      return 0;
    }
    long size = 0;
    for (int i = 6; i < 10; i++) {
      int part = in.peek(ahead + i);
      if (part > 0x7f) {
        return 0;
      }
      size = size << 7 | part;
    }
    boolean footer = (in.peek(ahead + 5) & 0x10) != 0;
    return ID3V2_HEADER_BYTES + size + (footer ? ID3V2_HEADER_BYTES : 0);
  }

  /** The position at which the tags at the end of the file begin, or the file's size. */
  static long trailingStart(FrameInput in) throws IOException {
    long end = in.size();
    for (int i = 0; i < MAX_TAGS; i++) {
      long length = trailingLength(in, end);
      if (length == 0 || length > end) {
        return end;
      }
      end -= length;
    }
    return end;
  }

  private static long trailingLength(FrameInput in, long end) throws IOException {
    if (at(in, end - ID3V1_BYTES, "TAG")) {
      return at(in, end - ID3V1_BYTES - ID3V1_EXTENDED_BYTES, "TAG+")
          ? ID3V1_BYTES + ID3V1_EXTENDED_BYTES
          : ID3V1_BYTES;
    }
    if (at(in, end - APE_HEADER_BYTES, "APETAGEX")
        && in.available(APE_HEADER_BYTES) == APE_HEADER_BYTES) {
      boolean header = (in.peek(23) & 0x80) != 0;
      return littleEndian(in, 12) + (header ? APE_HEADER_BYTES : 0);
    }
    if (at(in, end - LYRICS_END_BYTES + 6, "LYRICS200")) {
      return lyricsLength(in, end - LYRICS_END_BYTES);
    }
    if (at(in, end - ID3V2_HEADER_BYTES, "3DI")) {
      return id3v2Length(in, 0);
    }
    return 0;
  }

  private static long lyricsLength(FrameInput in, long sizeAt) throws IOException {
    if (sizeAt < 0) {
      return 0;
    }
    in.seek(sizeAt);
    long claimed = 0;
    for (int i = 0; i < 6 && in.available(6) == 6; i++) {
      claimed = claimed * 10 + Character.digit(in.peek(i), 10);
    }
    return claimed < 0 ? 0 : LYRICS_END_BYTES + claimed;
  }

  private static boolean at(FrameInput in, long position, String text) throws IOException {
    if (position < 0) {
      return false;
    }
    in.seek(position);
    return in.has(0, text);
  }

  private static long littleEndian(FrameInput in, int ahead) {
    return Integer.toUnsignedLong(Integer.reverseBytes(in.peekInt(ahead)));
  }
}
