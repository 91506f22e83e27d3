package radio.nightshift.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import radio.nightshift.media.Frame;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.SourceProbe.Take;

/** How late each frame of a programme leaves, and whether its bytes are the source's. */
final class PacingRow implements Row {
  private static final String FFMPEG = "/ffmpeg";

  private final String name;
  private final Duration length;
  private final boolean slow;

  PacingRow(String name, Duration length, boolean slow) {
    this.name = name;
    this.length = length;
    this.slow = slow;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String describe() {
    return "lateness of every frame in %d minutes, beside ffmpeg (%d min)"
        .formatted(length.toMinutes(), length.toMinutes() + 2);
  }

  @Override
  public boolean isSlow() {
    return slow;
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Recording recording = Recording.make(shop.folder(), length, 3);
    Frame last = recording.frames().get(recording.frames().size() - 1);
    try (SourceProbe probe = Takes.warmedUp(SourceProbe.start());
        StationProcess station = StationProcess.start(shop, probe.port(), IcecastServer.PASSWORD)) {
      Instant start = Workshop.minuteAfter(Duration.ofSeconds(20));
      station.send(recording, start);
      Workshop.waitUntil(start);
      try (Rival.Running ffmpeg = Rival.ffmpeg(recording.file, probe.port(), FFMPEG).start(shop)) {
        Workshop.waitUntil(start.plus(length).plusSeconds(3));
      }
      Take ours = Takes.of(probe, StationProcess.MOUNT).get(0);
      Take theirs = Takes.of(probe, FFMPEG).get(0);
      Figures lateness = Takes.lateness(ours, recording, start);
      // ffmpeg has no instant to start at: by the most punctual of its own frames, to its favour.
      Map<String, Figures> others =
          Map.of("ffmpeg", Takes.lateness(theirs, recording, start).fromTheLeast());
      int end = recording.bytesBefore(length.plusDays(1)).length;
      double lastError =
          Workshop.millis(start.plusNanos(last.startNanos()), Takes.arrival(ours, end - 1));
      long different = different(ours, recording);
      return List.of(
          Line.of("lateness of a frame, median", 0.5, lateness, others, 20, "ms"),
          Line.of("lateness of a frame, p99", 0.99, lateness, others, 20, "ms"),
          Line.of("lateness of a frame, p99.9", 0.999, lateness, others, 20, "ms"),
          Line.of("last byte's error", 0.5, Figures.of(List.of(lastError)), Map.of(), 20, "ms"),
          Line.that("bytes unlike the source's", different + " of " + end, "0", different == 0));
    }
  }

  /** How many bytes of the source's are missing or others; what follows its end is padding. */
  private static long different(Take take, Recording recording) {
    byte[] expected = recording.bytesBefore(Duration.ofDays(1));
    byte[] arrived = Arrays.copyOf(take.bytes(), expected.length);
    long different = Math.max(0, expected.length - take.bytes().length);
    for (int i = 0; i < expected.length; i++) {
      different += expected[i] == arrived[i] ? 0 : 1;
    }
    return different;
  }
}
