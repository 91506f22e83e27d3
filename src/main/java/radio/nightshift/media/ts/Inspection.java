package radio.nightshift.media.ts;

import java.util.Optional;
import radio.nightshift.media.ts.TransportFile.Track;

/** Counts what the packets of a file hold. */
final class Inspection {
  private static final int PIDS = 1 << 13;
  private static final int NULL_PID = PIDS - 1;

  private final TransportHead head;
  private final int[] counters = new int[PIDS];
  private final Optional<Counted> video;
  private final Optional<Counted> audio;
  private long lastPcr;
  private long continuityErrors;

  Inspection(TransportHead head) {
    this.head = head;
    this.lastPcr = head.firstPcr();
    this.video = head.map().video().map(Counted::new);
    this.audio = head.map().audio().map(Counted::new);
  }

  void add(TransportPacket packet) {
    count(packet);
    if (packet.pid() == head.map().pcrPid() && packet.hasPcr()) {
      lastPcr = packet.pcr();
    }
    video.ifPresent(track -> track.add(packet));
    audio.ifPresent(track -> track.add(packet));
  }

  private void count(TransportPacket packet) {
    int pid = packet.pid();
    if (pid == NULL_PID || !packet.hasPayload()) {
      return;
    }
    // 16 more than the counter, as 0 means that there was none yet.
    if (counters[pid] != 0 && packet.counter() != (counters[pid] + 1 & 0xf)) {
      continuityErrors++;
    }
    counters[pid] = 16 + packet.counter();
  }

  TransportFile result(long bytes) {
    return new TransportFile(
        head.map(),
        video.flatMap(Counted::track),
        audio.flatMap(Counted::track),
        head.firstPcr(),
        lastPcr,
        bytes,
        continuityErrors);
  }

  private static final class Counted {
    private final ProgramMap.Stream stream;
    private long units;
    private long points;
    private boolean startsAtPoint;
    private long firstPts;
    private long lastPts;
    private long firstDts;
    private long lastDts;

    Counted(ProgramMap.Stream stream) {
      this.stream = stream;
    }

    void add(TransportPacket packet) {
      if (packet.pid() != stream.pid() || packet.pts() < 0) {
        return;
      }
      if (units == 0) {
        firstPts = packet.pts();
        lastPts = firstPts;
        firstDts = packet.dts();
        startsAtPoint = packet.isRandomAccess();
      }
      units++;
      points += packet.isRandomAccess() ? 1 : 0;
      lastDts = packet.dts();
      if (Stamp.between(lastPts, packet.pts()) > 0) {
        lastPts = packet.pts();
      }
    }

    Optional<Track> track() {
      return units == 0
          ? Optional.empty()
          : Optional.of(
              new Track(
                  stream.pid(),
                  stream.type(),
                  units,
                  points,
                  startsAtPoint,
                  firstPts,
                  lastPts,
                  firstDts,
                  lastDts));
    }
  }
}
