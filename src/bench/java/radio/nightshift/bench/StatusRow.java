package radio.nightshift.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.SourceProbe;

/** How long a person waits for the answer of a running station. */
final class StatusRow implements Row {
  private static final int ASKED = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "status";
  }

  @Override
  public String describe() {
    return "wall time of nightshift status, asked %d times (40 s)".formatted(ASKED);
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Path audio = Recording.make(shop.folder(), Duration.ofMinutes(2), 1).file;
    try (SourceProbe probe = SourceProbe.startLean();
        StationProcess station = StationProcess.start(shop, probe.port(), IcecastServer.PASSWORD)) {
      station.send(audio, Workshop.thisMinute());
      Takes.next(probe, StationProcess.MOUNT, 0, PATIENCE);
      List<Double> seconds = new ArrayList<>();
      for (int i = 0; i < ASKED; i++) {
        seconds.add(seconds(shop, station));
      }
      return List.of(
          Line.of("nightshift status: wall time", 1, Figures.of(seconds), Map.of(), 1.2, "s"));
    }
  }

  private static double seconds(Workshop shop, StationProcess station) throws Exception {
    Instant start = Instant.now();
    int exit = shop.start("status", station.command("status")).waitFor();
    double seconds = Workshop.millis(start, Instant.now()) / 1000;
    if (exit != 0) {
      throw new IllegalStateException("nightshift status ended with " + exit);
    }
    return seconds;
  }
}
