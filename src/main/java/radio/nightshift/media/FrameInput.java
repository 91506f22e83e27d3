package radio.nightshift.media;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A window on a file that can be looked into ahead of its position. It is not mapped into memory: a
 * file that is truncated while it is read simply ends.
 */
final class FrameInput implements Closeable {
  /** How far one can look ahead, in bytes: the longest Ogg page has 65307. */
  static final int WINDOW = 1 << 16;

  private final FileChannel channel;
  private final byte[] bytes = new byte[WINDOW];
  private final ByteBuffer target = ByteBuffer.wrap(bytes);
  private long base;
  private int at;
  private int end;
  private long limit = Long.MAX_VALUE;

  private FrameInput(FileChannel channel) {
    this.channel = channel;
  }

  static FrameInput open(Path file) throws IOException {
    return new FrameInput(FileChannel.open(file, StandardOpenOption.READ));
  }

  /** The size of the file at this moment, in bytes. */
  long size() throws IOException {
    return channel.size();
  }

  long position() {
    return base + at;
  }

  /** Pretends that the file ends there. */
  void limit(long position) {
    limit = position;
    end = (int) Math.max(at, Math.min(end, position - base));
  }

  void seek(long position) {
    long offset = position - base;
    if (offset >= 0 && offset <= end) {
      at = (int) offset;
    } else {
      base = position;
      at = 0;
      end = 0;
    }
  }

  /** Goes forward; past the end nothing is available. */
  void skip(long count) {
    seek(position() + count);
  }

  /**
   * How many bytes are available from the position on, at most {@code wanted}; fewer only when the
   * file ends before.
   *
   * @param wanted at most {@link #WINDOW}
   */
  int available(int wanted) throws IOException {
    if (end - at < wanted) {
      fill(wanted);
    }
    return Math.min(wanted, end - at);
  }

  private void fill(int wanted) throws IOException {
    System.arraycopy(bytes, at, bytes, 0, end - at);
    base += at;
    end -= at;
    at = 0;
    // Even who jumps from page to page is faster with few long reads than with many short ones.
    long room = Math.min(WINDOW, limit - base);
    while (end < wanted && end < room) {
      int count = channel.read(target.limit((int) room).position(end), base + end);
      if (count <= 0) {
        return;
      }
      end += count;
    }
  }

  /** The byte that many bytes ahead, which must be available, as 0 to 255. */
  int peek(int ahead) {
    return bytes[at + ahead] & 0xff;
  }

  /** The big-endian number of four bytes, which must be available. */
  int peekInt(int ahead) {
    int i = at + ahead;
    return bytes[i] << 24
        | (bytes[i + 1] & 0xff) << 16
        | (bytes[i + 2] & 0xff) << 8
        | bytes[i + 3] & 0xff;
  }

  /** Whether there is that ASCII text ahead. */
  boolean has(int ahead, String text) throws IOException {
    if (available(ahead + text.length()) < ahead + text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (peek(ahead + i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Copies bytes that must be available; the position stays. */
  void copy(int ahead, byte[] to, int offset, int count) {
    System.arraycopy(bytes, at + ahead, to, offset, count);
  }

  /** Consumes bytes that must be available. */
  byte[] take(int count) {
    byte[] taken = new byte[count];
    copy(0, taken, 0, count);
    at += count;
    return taken;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
