package radio.nightshift.media.ts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * What the beginning of a transport file holds.
 *
 * @param tables its first PAT and PMT, two packets
 * @param firstPts the first stamp of the leading stream: what the file's presentation begins with
 * @param starts the first PTS of each stream by its PID
 * @param reorder how long before its presentation the leading stream's first unit is decoded
 * @param step ticks between the leading stream's first two units, 0 if there are none near
 */
public record TransportHead(
    ProgramMap map,
    byte[] tables,
    long firstPcr,
    long firstPts,
    Map<Integer, Long> starts,
    long reorder,
    long step) {

  /** How long before its presentation the file's first packet is sent, in ticks. */
  public long delay() {
    return Stamp.between(firstPcr, firstPts);
  }

  /** Ticks from the beginning of the presentation to the first unit of a stream. */
  public long start(int pid) {
    return Stamp.between(firstPts, starts.getOrDefault(pid, firstPts));
  }

  /** Reads it from the first packets of a file, all of which must be sound. */
  static TransportHead of(ByteBuffer bytes) throws IOException {
    return search(bytes).found();
  }

  /** Whether these first packets hold all of it. */
  static boolean isComplete(ByteBuffer bytes) throws IOException {
    return search(bytes).isDone();
  }

  private static Search search(ByteBuffer bytes) throws IOException {
    Search search = new Search();
    TransportPacket packet = new TransportPacket();
    for (int at = 0; at < bytes.limit() && !search.isDone(); at += TransportPacket.SIZE) {
      search.add(packet.at(bytes, at));
    }
    return search;
  }

  private static final class Search {
    private final ByteBuffer tables = ByteBuffer.allocate(2 * TransportPacket.SIZE);
    private final Map<Integer, Long> starts = new HashMap<>();
    private int mapPid = -1;
    private ProgramMap map;
    private long pcr = Stamp.NONE;
    private long dts = Stamp.NONE;
    private long reorder;
    private long step;

    void add(TransportPacket packet) throws IOException {
      if (mapPid < 0 && packet.pid() == 0 && packet.startsUnit()) {
        mapPid = ProgramMap.pidOf(packet);
        keep(packet);
      } else if (map == null && packet.pid() == mapPid && packet.startsUnit()) {
        map = ProgramMap.of(packet);
        keep(packet);
      } else if (map != null) {
        if (pcr < 0 && packet.pid() == map.pcrPid() && packet.hasPcr()) {
          pcr = packet.pcr();
        }
        if (packet.pts() >= 0) {
          starts.putIfAbsent(packet.pid(), packet.pts());
          addStep(packet);
        }
      }
    }

    private void addStep(TransportPacket packet) {
      if (step == 0 && packet.pid() == map.leading().pid()) {
        reorder = dts < 0 ? Stamp.between(packet.dts(), packet.pts()) : reorder;
        step = dts < 0 ? 0 : Math.max(0, Stamp.between(dts, packet.dts()));
        dts = packet.dts();
      }
    }

    private void keep(TransportPacket packet) {
      tables.put(packet.bytes().slice(packet.start(), TransportPacket.SIZE));
    }

    boolean isDone() {
      return map != null
          && pcr >= 0
          && step > 0
          && map.streams().stream().allMatch(stream -> starts.containsKey(stream.pid()));
    }

    TransportHead found() throws IOException {
      if (map == null) {
        throw new IOException("it begins with no program tables (PAT, PMT)");
      }
      Long pts = starts.get(map.leading().pid());
      if (pcr < 0 || pts == null) {
        throw new IOException("it begins with no %s".formatted(pcr < 0 ? "clock (PCR)" : "PTS"));
      }
      return new TransportHead(map, tables.array(), pcr, pts, Map.copyOf(starts), reorder, step);
    }
  }
}
