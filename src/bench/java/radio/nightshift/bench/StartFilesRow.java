package radio.nightshift.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.SourceProbe.Take;

/** How late programmes start that come as files, one a minute, through the whole station. */
final class StartFilesRow implements Row {
  private static final int FILES = 10;

  @Override
  public String name() {
    return "start-files";
  }

  @Override
  public String describe() {
    return "start error of %d programmes from their file names, one a minute (11 min)"
        .formatted(FILES);
  }

  @Override
  public boolean isSlow() {
    return true;
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Recording recording = Recording.make(shop.folder(), Duration.ofSeconds(30), 2);
    List<Double> errors = new ArrayList<>();
    try (SourceProbe probe = Takes.warmedUp(SourceProbe.start());
        StationProcess station = StationProcess.start(shop, probe.port(), IcecastServer.PASSWORD)) {
      Instant start = Workshop.minuteAfter(Duration.ofSeconds(25));
      for (int i = 0; i < FILES; i++) {
        station.send(recording, start);
        Take take = Takes.next(probe, StationProcess.MOUNT, i, Duration.ofSeconds(100));
        errors.add(Workshop.millis(start, Takes.firstByte(take)));
        start = start.plus(1, ChronoUnit.MINUTES);
      }
    }
    Figures ours = Figures.of(errors);
    return List.of(
        Line.of("start error from file names, median of " + FILES, 0.5, ours, Map.of(), 1, "ms"),
        Line.of("start error from file names, worst", 1, ours, Map.of(), 5, "ms"));
  }
}
