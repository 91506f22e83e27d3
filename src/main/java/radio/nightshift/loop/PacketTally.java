package radio.nightshift.loop;

/**
 * Counts the packets of a stream by what ffprobe prints of each: pts, dts, duration, flags. It
 * keeps none of them, since a day of them would fill the memory.
 */
final class PacketTally {
  private long count;
  private long firstSent;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;
  private boolean untimed;
  private boolean discarded;
  private boolean keyFirst;
  private long lastKey = -1;
  private long keyDistance;
  private long firstKey = Long.MIN_VALUE;
  private long lastDuration;

  void add(String line) {
    String[] fields = line.split(",");
    if (fields.length < 4) {
      return;
    }
    long time = time(line);
    untimed |= time == Long.MIN_VALUE;
    discarded |= fields[3].contains("D");
    lastDuration = Math.max(0, whole(fields[2]));
    if (fields[3].startsWith("K")) {
      key(time);
    }
    firstSent = count == 0 ? time : firstSent;
    if (time != Long.MIN_VALUE) {
      earliest = Math.min(earliest, time);
      latest = Math.max(latest, time);
    }
    count++;
  }

  private void key(long time) {
    keyFirst |= count == 0;
    firstKey = firstKey == Long.MIN_VALUE ? time : firstKey;
    keyDistance = Math.max(keyDistance, count - Math.max(0, lastKey));
    lastKey = count;
  }

  /** The order in which the same packets are presented, to be filled with them. */
  PresentationOrder order() {
    return new PresentationOrder(first(), untimed ? 0 : frame());
  }

  private long first() {
    return earliest > latest ? 0 : earliest;
  }

  private double frame() {
    if (count < 2) {
      return lastDuration;
    }
    return Math.max(0, latest - first()) / (count - 1.0);
  }

  PacketSurvey survey(double tick, PresentationOrder order) {
    return new PacketSurvey(
        count,
        tick,
        frame(),
        first(),
        (firstKey == Long.MIN_VALUE ? first() : firstKey) * tick,
        Math.max(keyDistance, count - Math.max(0, lastKey)),
        order.isEven() ? order.reorder() : 0,
        obstacle(order));
  }

  private String obstacle(PresentationOrder order) {
    if (count == 0) {
      return "it has no frames";
    }
    if (untimed || frame() <= 0) {
      return "frames have no time stamps";
    }
    if (discarded) {
      return "an edit list cuts it";
    }
    if (!keyFirst) {
      return "its first frame is no key frame";
    }
    if (firstSent != earliest) {
      return "it begins with frames that need others before them";
    }
    return order.isEven() ? "" : "its frame rate is not constant";
  }

  /** When a packet is presented; the least number if that is not known. */
  static long time(String line) {
    int end = line.indexOf(',');
    return end < 0 ? Long.MIN_VALUE : whole(line.substring(0, end));
  }

  private static long whole(String field) {
    try {
      return Long.parseLong(field.strip());
    } catch (NumberFormatException notThere) {
      return Long.MIN_VALUE;
    }
  }
}
