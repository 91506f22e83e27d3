package radio.nightshift.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.SourceProbe;

/**
 * What a station uses that has many programmes and nothing to do: halves of hours, of which each
 * waits for its other one.
 */
final class RestRow implements Row {
  private static final int MANY = 10_000;

  /** Longer than the scan of the inbox takes to come again. */
  private static final Duration RESTING = Duration.ofSeconds(330);

  @Override
  public String name() {
    return "rest";
  }

  @Override
  public String describe() {
    return "processor of a station that has nothing to do for %d programmes (25 min)"
        .formatted(MANY);
  }

  @Override
  public boolean isSlow() {
    return true;
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Path audio = Recording.make(shop.folder(), Duration.ofSeconds(1), 3).file;
    Path folder = shop.newFolder("halves");
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.DAYS);
    BacklogRow.fill(folder, audio, MANY, hour, Duration.ofHours(4));
    try (SourceProbe probe = SourceProbe.startLean();
        StationProcess station =
            StationProcess.start(
                shop, probe.port(), IcecastServer.PASSWORD, "ingest.folder=" + folder)) {
      Workshop.await(
          "all are taken in", Duration.ofMinutes(10), () -> BacklogRow.files(folder) == 0);
      Workshop.await("no ffprobe runs", Duration.ofMinutes(40), () -> isIdle(station.pid()));
      ProcessUse before = ProcessUse.of(station.pid());
      Workshop.waitFor(RESTING);
      double percent = ProcessUse.of(station.pid()).percentSince(before);
      return List.of(
          Line.of(
              "at rest with %d programmes: processor".formatted(MANY),
              0.5,
              Figures.of(List.of(percent)),
              Map.of(),
              1,
              "% of a core"));
    }
  }

  /** Nothing runs beside the station for two seconds. */
  private static boolean isIdle(long pid) {
    Instant end = Instant.now().plusSeconds(2);
    while (Instant.now().isBefore(end)) {
      if (ProcessHandle.of(pid).orElseThrow().descendants().findAny().isPresent()) {
        return false;
      }
      Workshop.waitFor(Duration.ofMillis(10));
    }
    return true;
  }
}
