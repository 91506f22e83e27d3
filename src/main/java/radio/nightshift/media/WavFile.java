package radio.nightshift.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The length that the header of a WAV file gives. It has 32 bits: a recording of more than 4 GiB
 * begins to count at zero again, and some recorders write it only now and then.
 */
public final class WavFile {
  private static final int CHUNK_HEADER = 8;
  private static final int FORM_HEADER = 12;
  private static final int MOST_CHUNKS = 100;
  private static final long UNKNOWN = 0xFFFFFFFFL;

  /** The beginnings of tags that programs put behind all chunks. */
  private static final Pattern TAG = Pattern.compile("^(ID3|APET|TAG)");

  /** Padding and notes of recorders are shorter. */
  private static final long MUCH = 64 << 10;

  private WavFile() {}

  /** Whether a file holds much more audio than its header gives. */
  public static boolean outgrewItsHeader(Path file) {
    try (SeekableByteChannel in = Files.newByteChannel(file)) {
      ByteBuffer form = read(in, 0, FORM_HEADER);
      if (form == null || !id(form, 0).equals("RIFF") || !id(form, 8).equals("WAVE")) {
        return false;
      }
      long at = FORM_HEADER;
      for (int i = 0; i < MOST_CHUNKS; i++) {
        ByteBuffer chunk = read(in, at, CHUNK_HEADER);
        if (chunk == null) {
          return false;
        }
        long size = chunk.getInt(4) & UNKNOWN;
        long end = at + CHUNK_HEADER + size + (size & 1);
        if (id(chunk, 0).equals("data")) {
          return size > 0 && size < UNKNOWN && isAudio(in, end);
        }
        at = end;
      }
      return false;
    } catch (IOException gone) {
      return false;
    }
  }

  /** Whether what lies from there on is much, and no further chunk. */
  private static boolean isAudio(SeekableByteChannel in, long at) throws IOException {
    ByteBuffer next = read(in, at, CHUNK_HEADER);
    if (next == null || in.size() - at < MUCH) {
      return false;
    }
    return !isChunk(in, at) && !isChunk(in, at - 1) && !TAG.matcher(id(next, 0)).find();
  }

  private static boolean isChunk(SeekableByteChannel in, long at) throws IOException {
    ByteBuffer next = read(in, at, CHUNK_HEADER);
    return next != null
        && id(next, 0).matches("[ -~]{4}")
        && at + CHUNK_HEADER + (next.getInt(4) & UNKNOWN) <= in.size();
  }

  /** Null if there are not so many bytes. */
  private static ByteBuffer read(SeekableByteChannel in, long at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    in.position(at);
    while (bytes.hasRemaining()) {
      if (in.read(bytes) < 0) {
        return null;
      }
    }
    return bytes;
  }

  private static String id(ByteBuffer bytes, int at) {
    return new String(bytes.array(), at, 4, StandardCharsets.ISO_8859_1);
  }
}
