package radio.nightshift.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

  /** What came after an outage of so many seconds: seconds to audio, and our error in ms. */
  private record Return(int outage, double us, double rival, double positionError) {}

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
    Instant start = Workshop.thisMinute();
    try (IcecastServer icecast = IcecastServer.start();
        SourceProbe probe = SourceProbe.startBefore(icecast.port());
        StationProcess station = StationProcess.start(shop, probe.port(), IcecastServer.PASSWORD)) {
      station.send(recording, start);
      Takes.next(probe, StationProcess.MOUNT, 0, Duration.ofSeconds(60));
      Rival fifo = Rival.ffmpegFifo(recording.file, probe.port(), FFMPEG, IcecastServer.PASSWORD);
      List<Return> returns = new ArrayList<>();
      try (Rival.Running ffmpeg = fifo.start(shop)) {
        for (int outage : outages) {
          Workshop.waitFor(Duration.ofSeconds(3));
          returns.add(outage(icecast, probe, outage, recording, start));
        }
      }
      return lines(returns, fifo.name());
    }
  }

  private static Return outage(
      IcecastServer icecast, SourceProbe probe, int seconds, Recording recording, Instant start)
      throws Exception {
    int ours = Takes.of(probe, StationProcess.MOUNT).size();
    int theirs = Takes.of(probe, FFMPEG).size();
    Instant end = Instant.now().plusSeconds(seconds);
    probe.shut();
    icecast.kill();
    Workshop.waitUntil(end);
    icecast.restart();
    probe.open();
    Instant back = Instant.now();
    Take us = Takes.next(probe, StationProcess.MOUNT, ours, PATIENCE);
    Take ffmpeg = Takes.next(probe, FFMPEG, theirs, PATIENCE);
    return new Return(
        seconds,
        Workshop.millis(back, Takes.firstByte(us)) / 1000,
        Workshop.millis(back, Takes.firstByte(ffmpeg)) / 1000,
        Math.abs(Takes.positionError(us, recording, start)));
  }

  private List<Line> lines(List<Return> returns, String rival) {
    List<Line> lines = new ArrayList<>();
    outages.stream()
        .distinct()
        .forEach(
            seconds -> {
              List<Return> same = returns.stream().filter(r -> r.outage == seconds).toList();
              lines.add(
                  Line.of(
                      "audio after Icecast was away for %d s, worst of %d"
                          .formatted(seconds, same.size()),
                      1,
                      figures(same, Return::us),
                      Map.of(rival, figures(same, Return::rival)),
                      target,
                      "s"));
            });
    Figures positions = figures(returns, Return::positionError);
    lines.add(Line.of("position error after it, worst", 1, positions, Map.of(), 50, "ms"));
    return lines;
  }

  private static Figures figures(List<Return> returns, Function<Return, Double> of) {
    return Figures.of(returns.stream().map(of).toList());
  }
}
