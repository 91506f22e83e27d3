package radio.nightshift.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.SourceProbe.Take;

/** How late the frames of a programme leave while channels play beside it, and without them. */
final class LoopBesideRow implements Row {
  private static final int CHANNELS = 5;
  private static final double MOST = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Duration onAir;

  LoopBesideRow(Duration onAir) {
    this.onAir = onAir;
  }

  @Override
  public String name() {
    return "beside-loop";
  }

  @Override
  public String describe() {
    return "lateness of every frame in %d minutes beside %d channels, and without them (6 min)"
        .formatted(onAir.toMinutes(), CHANNELS);
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Recording recording = Recording.make(shop.folder(), onAir, 10);
    Path clip = LoopChannels.clip(shop);
    try (Sinks sinks = new Sinks(CHANNELS)) {
      Figures alone = lateness(shop, recording, List.of());
      Figures beside = lateness(shop, recording, LoopChannels.settings(clip, sinks, CHANNELS));
      return List.of(
          line("p99", 0.99, beside, alone),
          line("p99.9", 0.999, beside, alone),
          line("worst", 1, beside, alone));
    }
  }

  private static Line line(String share, double at, Figures beside, Figures alone) {
    String what = "lateness beside %d channels, %s".formatted(CHANNELS, share);
    return Line.of(what, at, beside, Map.of("without them", alone), MOST, "ms");
  }

  private Figures lateness(Workshop shop, Recording recording, List<String> channels)
      throws Exception {
    try (SourceProbe probe = Takes.warmedUp(SourceProbe.start());
        StationProcess station =
            StationProcess.start(
                shop, probe.port(), IcecastServer.PASSWORD, channels.toArray(String[]::new))) {
      Instant start = Workshop.minuteAfter(Duration.ofSeconds(30));
      station.send(recording, start);
      Workshop.await("the programme", PATIENCE, () -> station.ready(start).isPresent());
      Workshop.waitUntil(start.plus(onAir));
      Take take = Takes.next(probe, StationProcess.MOUNT, 0, PATIENCE);
      return Takes.lateness(take, recording, start);
    }
  }
}
