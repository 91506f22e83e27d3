package radio.nightshift.schedule.google;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import radio.nightshift.schedule.CalendarException;
import radio.nightshift.schedule.EventDescription;

/**
 * JSON with its texts cut to a length that a calendar needs, cut while it streams by: a page of
 * events takes a bounded amount of memory, however much somebody has pasted into a description.
 */
final class TruncatingJsonStream extends FilterInputStream {
  private static final int LONG_TEXT = EventDescription.MOST_CHARACTERS;
  private static final int SHORT_TEXT = 1024;

  /** So much of a page may consist of long texts. */
  private static final int ROOM_FOR_LONG = 4 << 20;

  private static final int MOST_BYTES = 16 << 20;
  private static final int AT_ESCAPE = -1;

  private final byte[] buffer = new byte[8192];
  private int position;
  private int limit;
  private boolean inText;
  private boolean cutting;
  private int length;
  private int escape;
  private int passed;

  TruncatingJsonStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    while (true) {
      if (position == limit) {
        limit = in.read(buffer, 0, buffer.length);
        position = 0;
        if (limit <= 0) {
          limit = 0;
          return -1;
        }
      }
      byte next = buffer[position++];
      if (passes(next)) {
        if (++passed > MOST_BYTES) {
          throw CalendarException.lasting(
              "Google Calendar gives more than 16 MB of events at once; take the longest out");
        }
        return next & 0xFF;
      }
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int most) throws IOException {
    int count = 0;
    while (count < most && (count == 0 || position < limit)) {
      int next = read();
      if (next < 0) {
        break;
      }
      bytes[offset + count++] = (byte) next;
    }
    return count == 0 && most > 0 ? -1 : count;
  }

  /** A text ends only between characters. */
  private boolean passes(byte next) {
    if (!inText) {
      inText = next == '"';
      cutting = false;
      length = 0;
      return true;
    }
    if (escape != 0) {
      escape = escape != AT_ESCAPE ? escape - 1 : next == 'u' ? 4 : 0;
      return !cutting;
    }
    if (next == '"') {
      inText = false;
      return true;
    }
    boolean begins = (next & 0xC0) != 0x80;
    cutting |= begins && length >= (passed < ROOM_FOR_LONG ? LONG_TEXT : SHORT_TEXT);
    escape = next == '\\' ? AT_ESCAPE : 0;
    length++;
    return !cutting;
  }
}
