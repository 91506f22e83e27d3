package radio.nightshift.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.SourceProbe.Take;

/** The station is killed in mid-programme and started again. */
final class KillRow implements Row {
  private static final int TIMES = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "kill";
  }

  @Override
  public String describe() {
    return "%d times kill -9 and start again in mid-programme (2 min)".formatted(TIMES);
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Recording recording = Recording.make(shop.folder(), Duration.ofMinutes(10), 5);
    List<Double> seconds = new ArrayList<>();
    List<Double> positions = new ArrayList<>();
    try (SourceProbe probe = Takes.warmedUp(SourceProbe.start());
        StationProcess station = StationProcess.start(shop, probe.port(), IcecastServer.PASSWORD)) {
      Instant start = Workshop.thisMinute();
      station.send(recording, start);
      Takes.next(probe, StationProcess.MOUNT, 0, PATIENCE);
      for (int i = 1; i <= TIMES; i++) {
        Workshop.waitFor(Duration.ofSeconds(5));
        station.kill();
        Instant command = station.start();
        Take take = Takes.next(probe, StationProcess.MOUNT, i, PATIENCE);
        seconds.add(Workshop.millis(command, Takes.firstByte(take)) / 1000);
        positions.add(Math.abs(Takes.positionError(take, recording, start)));
      }
    }
    return List.of(
        Line.of(
            "audio after kill -9 and start, median of " + TIMES,
            0.5,
            Figures.of(seconds),
            Map.of(),
            3,
            "s"),
        Line.of("the same, worst", 1, Figures.of(seconds), Map.of(), 3, "s"),
        Line.of("position error after it, worst", 1, Figures.of(positions), Map.of(), 50, "ms"));
  }
}
