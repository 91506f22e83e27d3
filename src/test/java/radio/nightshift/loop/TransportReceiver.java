package radio.nightshift.loop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import radio.nightshift.media.ts.Stamp;
import radio.nightshift.media.ts.TransportPacket;

/** Receives a transport stream and measures it: video on PID 0x100, AAC on 0x101. */
public final class TransportReceiver {
  private static final int PICTURE = 3600;
  private static final int VIDEO = 0x100;
  private static final int SAMPLES = 1024;
  private static final int[] RATES = {96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000};

  final List<Integer> mapVersions = new ArrayList<>();
  final List<Long> pictures = new ArrayList<>();
  final List<Long> sounds = new ArrayList<>();
  final List<Long> clocks = new ArrayList<>();
  final List<Long> lateness = new ArrayList<>();
  final ByteArrayOutputStream all;
  int continuityErrors;
  int stampsBack;

  /** Audio units that do not begin where the one before ended: by how many ticks each. */
  final List<Long> soundGaps = new ArrayList<>();

  private final Map<Integer, Integer> counters = new HashMap<>();
  private final Map<Integer, Long> lastDts = new HashMap<>();
  private final ByteArrayOutputStream unit = new ByteArrayOutputStream();
  private final int audioPid;
  private final OutputStream packets;
  private long unitPts = Stamp.NONE;
  private long firstStamp = Stamp.NONE;

  TransportReceiver() {
    this(0x101);
  }

  TransportReceiver(int audioPid) {
    this(audioPid, new ByteArrayOutputStream());
  }

  private TransportReceiver(int audioPid, OutputStream packets) {
    this.audioPid = audioPid;
    this.packets = packets;
    this.all = packets instanceof ByteArrayOutputStream bytes ? bytes : null;
  }

  /** A receiver that keeps a long stream elsewhere than in memory. */
  public static TransportReceiver into(OutputStream packets) {
    return new TransportReceiver(0x101, packets);
  }

  /** Takes packets that arrive at an instant, in ticks of the receiver's own time. */
  void receive(ByteBuffer datagram, long now) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    try {
      packets.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ByteBuffer copy = ByteBuffer.wrap(bytes);
    for (int at = 0; at < bytes.length; at += TransportPacket.SIZE) {
      receive(new TransportPacket().at(copy, at), bytes, now);
    }
  }

  private void receive(TransportPacket packet, byte[] bytes, long now) {
    if (!packet.isSound()) {
      throw new AssertionError("no packet was received");
    }
    int pid = packet.pid();
    Integer counter = counters.put(pid, packet.counter());
    int expected = counter == null ? -1 : counter + (packet.hasPayload() ? 1 : 0) & 0xf;
    continuityErrors += counter != null && expected != packet.counter() ? 1 : 0;
    if (pid == 0x1000) {
      int version = bytes[packet.start() + packet.payload() + 6] >> 1 & 0x1f;
      if (mapVersions.isEmpty() || mapVersions.get(mapVersions.size() - 1) != version) {
        mapVersions.add(version);
      }
    }
    if (packet.hasPcr()) {
      clocks.add(unwrapped(packet.pcr()));
      lateness.add(now - clocks.get(clocks.size() - 1));
    }
    if (packet.pts() >= 0) {
      stamps(packet, pid);
    }
    if (pid == audioPid) {
      int from = packet.start() + packet.payload();
      from += packet.startsUnit() ? 9 + (bytes[from + 8] & 0xff) : 0;
      unit.write(bytes, from, packet.start() + TransportPacket.SIZE - from);
    }
  }

  private void stamps(TransportPacket packet, int pid) {
    long dts = unwrapped(packet.dts());
    Long last = lastDts.put(pid, dts);
    stampsBack += last != null && dts <= last ? 1 : 0;
    if (pid == audioPid) {
      soundsOfUnit(unwrapped(packet.pts()));
      unitPts = unwrapped(packet.pts());
    } else {
      pictures.add(unwrapped(packet.pts()));
    }
  }

  private void soundsOfUnit(long nextPts) {
    byte[] bytes = unit.toByteArray();
    unit.reset();
    if (unitPts == Stamp.NONE) {
      return;
    }
    long pts = unitPts;
    int count = 0;
    for (int at = 0; at + 7 <= bytes.length; ) {
      int length =
          (bytes[at + 3] & 3) << 11 | (bytes[at + 4] & 0xff) << 3 | (bytes[at + 5] & 0xff) >> 5;
      if (bytes[at] != -1 || length < 7) {
        throw new AssertionError("the audio unit at " + unitPts + " does not hold whole frames");
      }
      sounds.add(pts);
      pts = unitPts + Math.round(++count * frameTicks(bytes, at));
      at += length;
    }
    soundGaps.add(nextPts - pts);
  }

  private static double frameTicks(byte[] bytes, int header) {
    return SAMPLES * 90_000.0 / RATES[bytes[header + 2] >> 2 & 0xf];
  }

  /** Counted on from the first stamp, over wraps. */
  private long unwrapped(long stamp) {
    if (firstStamp == Stamp.NONE) {
      firstStamp = stamp;
    }
    long near = clocks.isEmpty() ? firstStamp : clocks.get(clocks.size() - 1);
    return near + Stamp.between(Stamp.of(near), stamp);
  }

  /** How many continuity errors there were. */
  public int continuityErrors() {
    return continuityErrors;
  }

  /** How many time stamps were not after the one before. */
  public int stampsBack() {
    return stampsBack;
  }

  /** From sound to sound as presented, in ticks. */
  public List<Long> soundSteps() {
    return LongStream.range(1, sounds.size())
        .mapToObj(i -> sounds.get((int) i) - sounds.get((int) i - 1))
        .toList();
  }

  /**
   * From picture to picture as presented, in pictures. Before one that is presented after what was
   * decoded last, others may not have come yet.
   */
  public List<Double> pictureSteps() {
    long last = lastDts.getOrDefault(VIDEO, Long.MAX_VALUE);
    long[] sorted =
        pictures.stream().mapToLong(Long::longValue).filter(pts -> pts <= last).sorted().toArray();
    return LongStream.range(1, sorted.length)
        .mapToDouble(i -> (sorted[(int) i] - sorted[(int) i - 1]) / (double) PICTURE)
        .boxed()
        .toList();
  }

  public long largestSoundGap() {
    return soundGaps.stream().mapToLong(Math::abs).max().orElse(0);
  }

  /** How much the clocks' arrival differs from their value: 99 of 100 by less, in ms. */
  public double jitter() {
    long[] sorted = lateness.stream().mapToLong(Long::longValue).sorted().toArray();
    return (sorted[sorted.length * 99 / 100] - sorted[sorted.length / 100]) / 90.0;
  }

  /** PTS of a picture less that of a sound, each counted from the first one. */
  public long offset(int picture, int sound) {
    long[] sorted = pictures.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted[picture] - sounds.get(sound);
  }
}
