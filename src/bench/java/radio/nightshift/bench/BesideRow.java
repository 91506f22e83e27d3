package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.SourceProbe.Take;

/** How late the frames of a programme leave while two others are being prepared. */
final class BesideRow implements Row {
  /** How many are prepared at once, and how many there are: enough for the whole time measured. */
  private static final int AT_ONCE = 2;

  private static final int PROGRAMMES = 6;
  private static final Duration APART = Duration.ofHours(2);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final double MOST = 20;

  private final Duration length;
  private final Duration onAir;

  BesideRow(Duration length, Duration onAir) {
    this.length = length;
    this.onAir = onAir;
  }

  /** How often it was looked, and how many of these times so many were under way. */
  private record Looks(int all, int full, int encoders) {
    boolean wentOn() {
      // One may be over just then, and the next one not yet begun.
      return full >= 0.99 * all;
    }

    String describe() {
      return "%d of %d looks, %d ffmpegs running in %d".formatted(full, all, AT_ONCE, encoders);
    }
  }

  @Override
  public String name() {
    return "beside";
  }

  @Override
  public String describe() {
    return "lateness of every frame in %d minutes while two programmes of %d minutes are prepared (4 min)"
        .formatted(onAir.toMinutes(), length.toMinutes());
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Recording recording = Recording.make(shop.folder(), onAir, 10);
    Path other = LongProgramme.make(shop.folder(), length);
    try (SourceProbe probe = Takes.warmedUp(SourceProbe.start());
        StationProcess station =
            StationProcess.start(
                shop,
                probe.port(),
                IcecastServer.PASSWORD,
                "prepare.loudness=-16",
                "prepare.parallel=" + AT_ONCE)) {
      Instant start = Workshop.minuteAfter(Duration.ofSeconds(40));
      station.send(recording, start);
      Workshop.await("the programme", PATIENCE, () -> station.ready(start).isPresent());
      send(station, other, start);
      Workshop.await("the others", PATIENCE, () -> station.work().size() == AT_ONCE);
      Looks looks = look(station, start);
      Take take = Takes.next(probe, StationProcess.MOUNT, 0, PATIENCE);
      return lines(Takes.lateness(take, recording, start), looks);
    }
  }

  /** Ten minutes past hours to come, for at a half hour they would wait for other halves. */
  private static void send(StationProcess station, Path file, Instant start) throws IOException {
    Instant hour = start.truncatedTo(ChronoUnit.HOURS);
    for (int i = 1; i <= PROGRAMMES; i++) {
      station.send(file, hour.plus(APART.multipliedBy(i)).plusSeconds(600));
    }
  }

  private Looks look(StationProcess station, Instant start) throws IOException {
    int all = 0;
    int full = 0;
    int encoders = 0;
    Instant next = start;
    while (next.isBefore(start.plus(onAir))) {
      Workshop.waitUntil(next);
      all++;
      full += station.work().size() == AT_ONCE ? 1 : 0;
      encoders += encoders(station) == AT_ONCE ? 1 : 0;
      next = next.plus(LOOK);
    }
    return new Looks(all, full, encoders);
  }

  private static long encoders(StationProcess station) {
    return ProcessHandle.of(station.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .filter(process -> process.info().command().orElse("").endsWith("ffmpeg"))
        .count();
  }

  private static List<Line> lines(Figures lateness, Looks looks) {
    String what = "lateness beside preparing, ";
    return List.of(
        Line.of(what + "p99", 0.99, lateness, Map.of(), MOST, "ms"),
        Line.of(what + "p99.9", 0.999, lateness, Map.of(), MOST, "ms"),
        Line.of(what + "worst", 1, lateness, Map.of(), MOST, "ms"),
        Line.that("two were being prepared", looks.describe(), "all looks", looks.wentOn()));
  }
}
