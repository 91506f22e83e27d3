package radio.nightshift.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.SourceProbe.Take;

/**
 * Icecast is killed and started again in mid-programme: how soon audio is sent again, and whether
 * it is what should be on the air by then.
 *
 * <p>A probe stands before the real Icecast. It is shut while Icecast is away, and opened as soon
 * as Icecast answers.
 */
final class OutageRow implements Row {
  private static final String FFMPEG = "/ffmpeg";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String name;
  private final List<Integer> outages;
  private final double target;
  private final boolean slow;

  /**
   * Makes a row.
   *
   * @param outages their lengths in seconds
   * @param target in seconds
   */
  OutageRow(String name, List<Integer> outages, double target, boolean slow) {
    this.name = name;
    this.outages = outages;
    this.target = target;
    this.slow = slow;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String describe() {
    int seconds = outages.stream().mapToInt(outage -> outage + 5).sum() + 30;
    return "Icecast killed for %s s, beside ffmpeg's fifo muxer (%d min)"
        .formatted(outages, (seconds + 59) / 60);
  }

  @Override
  public boolean isSlow() {
    return slow;
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Recording recording = Recording.make(shop.folder(), Duration.ofMinutes(10), 4);
    Map<Integer, List<Double>> backAfter = new TreeMap<>();
    Map<Integer, List<Double>> ffmpegBackAfter = new TreeMap<>();
    List<Double> positions = new ArrayList<>();
    try (IcecastServer icecast = IcecastServer.start();
        SourceProbe probe = SourceProbe.startBefore(icecast.port());
        StationProcess station = StationProcess.start(shop, probe.port(), IcecastServer.PASSWORD)) {
      Instant start = Workshop.thisMinute();
      station.send(recording, start);
      Takes.firstByte(probe, StationProcess.MOUNT, 0, Duration.ofSeconds(60));
      Process ffmpeg =
          Rival.ffmpegFifo(recording.file, probe.port(), FFMPEG, IcecastServer.PASSWORD)
              .start(shop);
      for (int outage : outages) {
        Workshop.waitFor(Duration.ofSeconds(3));
        int ours = Takes.of(probe, StationProcess.MOUNT).size();
        int theirs = Takes.of(probe, FFMPEG).size();
        Instant back = outage(icecast, probe, Duration.ofSeconds(outage));
        Instant first = Takes.firstByte(probe, StationProcess.MOUNT, ours, PATIENCE);
        Take again = Takes.of(probe, StationProcess.MOUNT).get(ours);
        note(backAfter, outage, back, first);
        positions.add(Math.abs(Takes.positionError(again, recording, start)));
        Instant ffmpegFirst = Takes.firstByte(probe, FFMPEG, theirs, PATIENCE);
        note(ffmpegBackAfter, outage, back, ffmpegFirst);
      }
      Workshop.end(ffmpeg);
    }
    List<Line> lines = new ArrayList<>();
    backAfter.forEach(
        (outage, ours) ->
            lines.add(
                Line.of(
                    "audio after Icecast was away for %d s, median of %d"
                        .formatted(outage, ours.size()),
                    0.5,
                    Figures.of(ours),
                    Map.of("ffmpeg's fifo", Figures.of(ffmpegBackAfter.get(outage))),
                    target,
                    "s")));
    lines.add(
        Line.of("position error after it, worst", 1, Figures.of(positions), Map.of(), 50, "ms"));
    return lines;
  }

  private static void note(
      Map<Integer, List<Double>> backAfter, int outage, Instant back, Instant first) {
    System.err.printf("  %d s: %.3f s%n", outage, Workshop.millis(back, first) / 1000);
    backAfter
        .computeIfAbsent(outage, key -> new ArrayList<>())
        .add(Workshop.millis(back, first) / 1000);
  }

  private static Instant outage(IcecastServer icecast, SourceProbe probe, Duration length)
      throws Exception {
    Instant end = Instant.now().plus(length);
    probe.shut();
    icecast.kill();
    Workshop.waitUntil(end);
    icecast.restart();
    probe.open();
    return Instant.now();
  }
}
