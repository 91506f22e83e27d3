package radio.nightshift.media;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The audio packets of the first Opus or Vorbis stream in an Ogg file. */
final class OggPackets {
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final OggPages pages;
  private final PacketTiming timing;
  private final int serial;
  private final long audioStart;
  private final int headerSequence;
  private final PacketJoiner joiner = new PacketJoiner();
  private final Deque<OggPacket> queue = new ArrayDeque<>();
  private boolean ended;

  /** The sample that comes after the last page read. */
  private long sample;

  /** The granule position of the last page read. */
  private long granule;

  /** Whether the first packet's duration depends on one that was not read. */
  private boolean resumed;

  /** Begins after the current page, which holds the last header. */
  OggPackets(OggPages pages, PacketTiming timing) {
    this.pages = pages;
    this.timing = timing;
    this.serial = pages.serial();
    this.audioStart = pages.end();
    this.headerSequence = pages.sequence();
    rewind();
  }

  private void rewind() {
    resume(new OggMark(audioStart, 0, UNKNOWN, headerSequence));
    resumed = false;
  }

  private void resume(OggMark mark) {
    pages.restart(mark.position());
    queue.clear();
    joiner.restart(mark.sequence());
    timing.restart();
    ended = false;
    sample = mark.sample();
    granule = mark.granule();
  }

  /** The next packet, which stays the next one, or null at the end. */
  OggPacket peek() throws IOException {
    while (queue.isEmpty() && load()) {
      // A page on which no packet ends.
    }
    return queue.peek();
  }

  /** Whether nothing but this stream has been read, and nothing follows once it has ended. */
  boolean isLastLink() throws IOException {
    return !ended || !queue.isEmpty() || !pages.isFirst() && !pages.next();
  }

  /** Goes on to the packet after the next one. */
  void advance() {
    queue.remove();
  }

  private boolean load() throws IOException {
    while (!ended && pages.next() && !isOtherLink()) {
      if (pages.serial() == serial) {
        ended = pages.isLast();
        queue(joiner.add(pages));
        return true;
      }
    }
    ended = true;
    return false;
  }

  /** All streams of a link begin before its first audio: a later beginning is another link's. */
  private boolean isOtherLink() {
    return pages.isFirst();
  }

  private void queue(List<byte[]> packets) {
    if (packets.isEmpty()) {
      return;
    }
    int[] samples = new int[packets.size()];
    long total = 0;
    for (int i = 0; i < samples.length; i++) {
      samples[i] = timing.samples(packets.get(i));
      total += Math.max(0, samples[i]);
    }
    if (resumed && samples[0] == 0) {
      samples[0] = missing(total);
      total += samples[0];
    }
    resumed = false;
    queue(packets, samples, pageStart(total));
    granule = pages.granule() == -1 ? pageStart(total) + total : pages.granule();
  }

  private void queue(List<byte[]> packets, int[] samples, long pageStart) {
    long position = pageStart;
    for (int i = 0; i < samples.length; i++) {
      if (samples[i] >= 0) {
        boolean last = pages.isLast() && i == samples.length - 1;
        position += samples[i];
        long end = granuleAt(position, last);
        queue.add(new OggPacket(packets.get(i), sample, samples[i], end, last));
        sample += samples[i];
      }
    }
  }

  /** The duration of the page's first packet, from what its others leave of the page's. */
  private int missing(long others) {
    long rest = pages.granule() - granule - others;
    return timing.isPlausible(1, rest) ? (int) rest : 0;
  }

  /** The granule position before the page's first packet; they are counted back from its end. */
  private long pageStart(long total) {
    long before = granule == UNKNOWN ? 0 : granule;
    boolean cutShort = pages.isLast() && pages.granule() < before + total;
    return pages.granule() == -1 || cutShort ? before : pages.granule() - total;
  }

  private long granuleAt(long position, boolean last) {
    if (pages.granule() == -1) {
      return position;
    }
    return last ? pages.granule() : Math.max(0, Math.min(position, pages.granule()));
  }

  /** Goes to the first packet that starts at that sample or after it. */
  void seek(long target) throws IOException {
    rewind();
    while (true) {
      long barrier = granule == UNKNOWN ? 0 : skipPages(target);
      do {
        if (!load()) {
          return;
        }
        while (!queue.isEmpty() && queue.peek().sample() < target) {
          queue.remove();
        }
        if (!queue.isEmpty()) {
          return;
        }
      } while (pages.position() < barrier);
    }
  }

  /**
   * Skips pages by their granule positions as long as these agree with what can be on them, and
   * leaves off where a packet begins at or before the target. A page whose body alone is damaged
   * counts here as if it were whole.
   *
   * @return the position of the page at which it ended: up to there nothing more can be skipped
   */
  private long skipPages(long target) throws IOException {
    long start = pages.end();
    OggMark boundary = lastBoundary(target);
    long barrier = pages.position();
    if (boundary == null) {
      pages.restart(start);
    } else {
      resume(boundary);
      resumed = true;
    }
    return barrier;
  }

  private OggMark lastBoundary(long target) throws IOException {
    OggMark before = new OggMark(pages.end(), sample, granule, joiner.sequence());
    OggMark boundary = null;
    while (toOwnPageUnchecked()) {
      long samples = pages.packets() == 0 ? 0 : pages.granule() - before.granule();
      if (!isSkippable(before.sequence(), samples)) {
        return boundary;
      }
      if (!pages.isContinued() && pages.packets() > 0) {
        boundary = before.at(pages.position());
      }
      if (before.sample() + samples > target) {
        return boundary;
      }
      before = before.plus(samples, pages.sequence());
    }
    return boundary;
  }

  private boolean toOwnPageUnchecked() throws IOException {
    while (pages.nextUnchecked()) {
      if (pages.serial() == serial || isOtherLink()) {
        return true;
      }
    }
    return false;
  }

  private boolean isSkippable(int sequence, long samples) {
    return pages.sequence() == sequence + 1
        && !pages.isFirst()
        && !pages.isLast()
        && timing.isPlausible(pages.packets(), samples);
  }
}
