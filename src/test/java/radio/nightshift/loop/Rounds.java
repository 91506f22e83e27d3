package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import radio.nightshift.media.OggBytes;

/** Whether a listener hears the same sound over and over, with nothing lost and nothing doubled. */
final class Rounds {
  private static final int ENOUGH = 64;
  private static final int OGG_HEADER = 27;

  private Rounds() {}

  /**
   * Checks that a stream is turns end to end, beginning and ending anywhere in one.
   *
   * @return where in a turn it begins
   */
  static int check(String who, byte[] heard, byte[] turn) {
    assertThat(heard.length).as("%s: bytes heard, of turns of %d", who, turn.length).isPositive();
    int best = 0;
    int at = 0;
    for (int from = 0; from < turn.length; from++) {
      int same = same(heard, turn, from);
      if (same > best) {
        best = same;
        at = from;
      }
    }
    assertThat(best)
        .as(
            "%s: how many of %d bytes are turns of %d bytes end to end, from byte %d of one",
            who, heard.length, turn.length, at)
        .isEqualTo(heard.length);
    return at;
  }

  private static int same(byte[] heard, byte[] turn, int from) {
    int same = 0;
    while (same < heard.length && heard[same] == turn[(from + same) % turn.length]) {
      same++;
    }
    return same < Math.min(ENOUGH, heard.length) ? 0 : same;
  }

  /**
   * The audio packets of chained Ogg streams, one behind the other; what is cut off at the end is
   * left out.
   *
   * @param headers how many packets each stream begins with that are no audio
   */
  static byte[] packets(byte[] stream, int headers) {
    ByteArrayOutputStream packets = new ByteArrayOutputStream();
    int left = 0;
    for (byte[] page : OggBytes.pages(Arrays.copyOf(stream, wholePages(stream)))) {
      if ((page[5] & 2) != 0) {
        left = headers;
      }
      for (byte[] packet : OggBytes.bodies(page)) {
        if (left > 0) {
          left--;
        } else {
          packets.writeBytes(packet);
        }
      }
    }
    return packets.toByteArray();
  }

  private static int wholePages(byte[] stream) {
    int end = 0;
    int next = 0;
    while (next <= stream.length) {
      end = next;
      if (end + OGG_HEADER > stream.length) {
        return end;
      }
      int segments = stream[end + OGG_HEADER - 1] & 0xff;
      next = end + OGG_HEADER + segments;
      for (int i = 0; i < segments && end + OGG_HEADER + i < stream.length; i++) {
        next += stream[end + OGG_HEADER + i] & 0xff;
      }
    }
    return end;
  }
}
