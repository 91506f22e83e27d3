package radio.nightshift.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts the pages of one logical stream into packets, and joins those that cross pages. */
final class PacketJoiner {
  /** Cover art in a comment header may be of any size; no packet of audio comes near this. */
  private static final int MAX_PACKET_BYTES = 1 << 20;

  private static final int FULL_SEGMENT = 255;

  private byte[] begun = new byte[0];
  private int length;
  private boolean open;
  private int sequence;

  /** The sequence number of the last page. */
  int sequence() {
    return sequence;
  }

  /** Goes on as if the page with that sequence number had ended a packet. */
  void restart(int afterSequence) {
    sequence = afterSequence;
    drop();
  }

  /**
   * The packets that end on the page. Of one that is too long to be audio, an empty packet is
   * given; of one whose beginning was lost, nothing.
   */
  List<byte[]> add(OggPages page) {
    boolean lost = !follows(page) && page.isContinued();
    List<byte[]> packets = new ArrayList<>();
    int from = 0;
    int to = 0;
    for (int i = 0; i < page.segments(); i++) {
      to += page.segment(i);
      if (page.segment(i) < FULL_SEGMENT) {
        if (!lost) {
          append(page, from, to - from);
          packets.add(length > MAX_PACKET_BYTES ? new byte[0] : Arrays.copyOf(begun, length));
        }
        drop();
        lost = false;
        from = to;
      }
    }
    if (to > from && !lost) {
      append(page, from, to - from);
      open = true;
    }
    return packets;
  }

  private boolean follows(OggPages page) {
    boolean follows = page.isContinued() && open && page.sequence() == sequence + 1;
    if (!follows) {
      drop();
    }
    sequence = page.sequence();
    return follows;
  }

  private void append(OggPages page, int from, int count) {
    if (length + count > MAX_PACKET_BYTES) {
      begun = new byte[0];
      length = MAX_PACKET_BYTES + 1;
      return;
    }
    if (begun.length < length + count) {
      begun = Arrays.copyOf(begun, Math.max(length + count, 2 * length));
    }
    page.copy(from, begun, length, count);
    length += count;
  }

  private void drop() {
    if (begun.length > FrameInput.WINDOW) {
      begun = new byte[0];
    }
    length = 0;
    open = false;
  }
}
