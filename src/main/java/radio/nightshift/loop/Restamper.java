package radio.nightshift.loop;

import java.io.IOException;
import java.util.Arrays;
import radio.nightshift.media.ts.ProgramMap;
import radio.nightshift.media.ts.Stamp;
import radio.nightshift.media.ts.TransportHead;
import radio.nightshift.media.ts.TransportPacket;

/**
 * Makes the packets of turn after turn one stream: time stamps, counters and the version of the
 * program map go on over every seam. A unit that was begun is finished, one of which the beginning
 * is missing is left out.
 */
final class Restamper {
  private static final int PIDS = 1 << 13;
  private static final int NULL_PID = PIDS - 1;
  private static final int MAP_VERSIONS = 32;

  /** Half a frame of audio: so little may two units overlap where a turn is cut. */
  private static final long OVERLAP = Timeline.TICKS_PER_SECOND / 100;

  private enum Gate {
    /** No unit was begun; nothing passes until one begins. */
    CLOSED,
    OPEN,
    /** Closed for the rest of the turn. */
    SHUT
  }

  private final byte[] counters = new byte[PIDS];
  private final Gate[] gates = new Gate[PIDS];
  private final boolean[] isStream = new boolean[PIDS];
  private final long[] lastDts = new long[PIDS];
  private final long[] step = new long[PIDS];
  private ProgramMap map;
  private TransportHead head;
  private int mapVersion;
  private long offset;
  private long end = Long.MAX_VALUE;
  private boolean needsEntry;

  Restamper() {
    forget();
  }

  /** Begins a stream that has nothing to do with what was sent before. */
  void forget() {
    Arrays.fill(lastDts, Stamp.NONE);
  }

  /**
   * Begins a turn.
   *
   * @param presentation the ticks at which the file's presentation begins in the stream
   * @param isJoined whether it begins in its middle, so that a decoder needs a point of entry
   */
  void begin(TransportHead next, long presentation, boolean isJoined) {
    head = next;
    offset = presentation - next.firstPts();
    end = Long.MAX_VALUE;
    needsEntry = isJoined;
    if (map == null || map.checksum() != next.map().checksum()) {
      mapVersion = version(next.map());
      map = next.map();
      Arrays.fill(isStream, false);
      map.streams().forEach(stream -> isStream[stream.pid()] = true);
    }
    Arrays.fill(gates, Gate.CLOSED);
  }

  /** Mostly the same again after a restart, and always another one than before. */
  private int version(ProgramMap next) {
    int version = Math.floorMod(next.checksum(), MAP_VERSIONS);
    return map != null && version == mapVersion ? (version + 1) % MAP_VERSIONS : version;
  }

  /** Begins no unit any more that ends behind a time, in ticks since the presentation's begin. */
  void cutAt(long ticks) {
    end = ticks;
  }

  /** Whether all units that were begun are finished and no further one will begin. */
  boolean isFinished() {
    return map.streams().stream().allMatch(stream -> gates[stream.pid()] != Gate.OPEN);
  }

  /** Rewrites a packet; false if it is to be left out. */
  boolean pass(TransportPacket packet) throws IOException {
    int pid = packet.pid();
    if (pid == NULL_PID || isStream[pid] && !passes(packet, pid)) {
      return false;
    }
    if (pid == map.pid() && packet.startsUnit()) {
      ProgramMap.version(packet, mapVersion);
    }
    if (packet.hasPcr()) {
      packet.pcr(packet.pcr() + offset);
    }
    if (packet.hasPayload()) {
      counters[pid]++;
    }
    packet.counter(counters[pid]);
    return true;
  }

  private boolean passes(TransportPacket packet, int pid) {
    if (packet.startsUnit() && gates[pid] != Gate.SHUT) {
      gates[pid] = gate(packet, pid);
      if (gates[pid] == Gate.OPEN) {
        stamp(packet, pid);
      }
    }
    return gates[pid] == Gate.OPEN;
  }

  private Gate gate(TransportPacket packet, int pid) {
    long pts = packet.pts();
    if (end != Long.MAX_VALUE && (pts < 0 || isBehindEnd(packet, pid))) {
      return Gate.SHUT;
    }
    boolean isTooEarly =
        pts >= 0 && lastDts[pid] >= 0 && Stamp.between(lastDts[pid], pts + offset) <= 0;
    boolean isEntry =
        !needsEntry
            || gates[pid] == Gate.OPEN
            || packet.isRandomAccess()
            || map.video().isEmpty()
            || pid != map.leading().pid();
    return isTooEarly || !isEntry ? Gate.CLOSED : Gate.OPEN;
  }

  private boolean isBehindEnd(TransportPacket packet, int pid) {
    boolean isLeading = pid == map.leading().pid();
    boolean isPicture = isLeading && map.video().isPresent();
    long overlap = isPicture ? step[pid] / 2 : Math.min(step[pid] / 2, OVERLAP);
    long last = end + head.start(pid) + overlap - step[pid];
    long decoded = last - (isLeading ? head.reorder() : 0);
    return Stamp.since(head.firstPts(), packet.pts()) > last
        || Stamp.since(head.firstPts(), packet.dts()) > decoded;
  }

  private void stamp(TransportPacket packet, int pid) {
    long pts = packet.pts();
    if (pts < 0) {
      return;
    }
    long dts = Stamp.of(packet.dts() + offset);
    if (lastDts[pid] >= 0) {
      long since = Stamp.between(lastDts[pid], dts);
      if (since > 0) {
        step[pid] = since;
      } else {
        // A version with more frames of look-ahead than the one before decodes earlier.
        dts = Stamp.of(lastDts[pid] + 1);
      }
    }
    lastDts[pid] = dts;
    if (packet.hasDts()) {
      packet.dts(dts);
    }
    packet.pts(pts + offset);
  }
}
