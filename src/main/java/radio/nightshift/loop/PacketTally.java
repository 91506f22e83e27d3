package radio.nightshift.loop;

import java.util.Arrays;
import java.util.BitSet;

/** Counts the packets of a stream by what ffprobe prints of each: pts, dts, duration, flags. */
final class PacketTally {
  /**
   * What a frame may be presented too early or too late, in frames, and still be taken for even.
   */
  private static final double EVEN = 0.25;

  /** Time stamps of presentation, in the order in which packets are sent. */
  private long[] times = new long[1024];

  private int count;
  private boolean untimed;
  private boolean discarded;
  private boolean keyFirst;
  private int lastKey = -1;
  private int keyDistance;
  private long firstKey = Long.MIN_VALUE;
  private long lastDuration;

  void add(String line) {
    String[] fields = line.split(",");
    if (fields.length < 4) {
      return;
    }
    long time = whole(fields[0]);
    untimed |= time == Long.MIN_VALUE;
    discarded |= fields[3].contains("D");
    lastDuration = Math.max(0, whole(fields[2]));
    if (fields[3].startsWith("K")) {
      key(time);
    }
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
    }
    times[count++] = time;
  }

  private void key(long time) {
    keyFirst |= count == 0;
    firstKey = firstKey == Long.MIN_VALUE ? time : firstKey;
    keyDistance = Math.max(keyDistance, count - Math.max(0, lastKey));
    lastKey = count;
  }

  PacketSurvey survey(double tick) {
    long first = Arrays.stream(times, 0, count).min().orElse(0);
    long last = Arrays.stream(times, 0, count).max().orElse(0);
    double frame = count > 1 ? (double) (last - first) / (count - 1) : lastDuration;
    int reorder = untimed || frame <= 0 ? 0 : reorder(first, frame);
    return new PacketSurvey(
        count,
        tick,
        frame,
        first,
        (firstKey == Long.MIN_VALUE ? first : firstKey) * tick,
        Math.max(keyDistance, count - Math.max(0, lastKey)),
        Math.max(0, reorder),
        obstacle(first, frame, reorder));
  }

  /** How many frames later than sent they are presented at most; below zero if they are uneven. */
  private int reorder(long first, double frame) {
    BitSet seen = new BitSet(count);
    int most = 0;
    for (int i = 0; i < count; i++) {
      double at = (times[i] - first) / frame;
      int number = (int) Math.round(at);
      if (Math.abs(at - number) > EVEN || seen.get(number)) {
        return -1;
      }
      seen.set(number);
      most = Math.max(most, i - number);
    }
    return most;
  }

  private String obstacle(long first, double frame, int reorder) {
    if (count == 0) {
      return "it has no frames";
    }
    if (untimed || frame <= 0) {
      return "frames have no time stamps";
    }
    if (discarded) {
      return "an edit list cuts it";
    }
    if (!keyFirst) {
      return "its first frame is no key frame";
    }
    if (times[0] != first) {
      return "it begins with frames that need others before them";
    }
    return reorder < 0 ? "its frame rate is not constant" : "";
  }

  private static long whole(String field) {
    try {
      return Long.parseLong(field.strip());
    } catch (NumberFormatException notThere) {
      return Long.MIN_VALUE;
    }
  }
}
