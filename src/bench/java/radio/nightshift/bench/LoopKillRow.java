package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import radio.nightshift.loop.StreamListener;
import radio.nightshift.support.Tone;

/** A channel's ffmpeg is killed again and again, and then the station. */
final class LoopKillRow implements Row {
  private static final int SECONDS = 5;
  private static final int DARKEST = 40;

  private static final Duration APART = Duration.ofSeconds(11);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final int kills;
  private final int stationKills;

  LoopKillRow(int kills, int stationKills) {
    this.kills = kills;
    this.stationKills = stationKills;
  }

  @Override
  public String name() {
    return "loop-kill";
  }

  @Override
  public String describe() {
    return "%d times kill -9 of a channel's ffmpeg, %d times of the station (6 min)"
        .formatted(kills, stationKills);
  }

  @Override
  public boolean isSlow() {
    return true;
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Path clip = clip(shop.folder());
    Path hls = shop.folder().resolve("hls");
    try (StreamListener listener = new StreamListener();
        StationProcess station =
            StationProcess.startChannels(
                shop,
                List.of(
                    "loop.channels=demo",
                    "loop.demo.source=" + clip,
                    "loop.demo.destination=hls:%s,%s".formatted(hls, listener.destination())))) {
      Workshop.await(
          "a segment", PATIENCE, () -> !HlsFile.since(Instant.EPOCH, hls, ".ts").isEmpty());
      List<Line> lines = new ArrayList<>(killEncoders(station, hls));
      lines.addAll(killStations(station, listener));
      return lines;
    }
  }

  private List<Line> killEncoders(StationProcess station, Path hls) throws Exception {
    List<Double> seconds = new ArrayList<>();
    List<Double> segments = new ArrayList<>();
    List<Double> positions = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      // At another moment of turn and segment each time.
      Instant next = Instant.now().plus(APART).plusMillis(370L * i % 4000);
      Instant killed = killEncoder(station);
      // It is started to be given packets; of what it packs nothing is seen before a segment is
      // whole.
      Workshop.await("the next ffmpeg", PATIENCE, () -> !station.encoders().isEmpty());
      seconds.add(Workshop.millis(killed, Instant.now()) / 1000);
      Workshop.await("a segment", PATIENCE, () -> !HlsFile.since(killed, hls, ".ts").isEmpty());
      segments.add(Workshop.millis(killed, Instant.now()) / 1000);
      positions.add(Math.abs(position(station, HlsFile.since(killed, hls, ".ts").get(0))));
      Workshop.waitUntil(next);
    }
    return List.of(
        killed("the next one runs", seconds, 2),
        killed("the next segment of 4 s", segments, 6),
        killed("position off the clock's", positions, 0.5));
  }

  private Line killed(String what, List<Double> seconds, double most) {
    String all = "%d kills of a channel's ffmpeg: %s".formatted(kills, what);
    return Line.of(all, 1, Figures.of(seconds), Map.of(), most, "s");
  }

  private List<Line> killStations(StationProcess station, StreamListener listener)
      throws Exception {
    List<Double> starts = new ArrayList<>();
    int left = 0;
    for (int i = 0; i < stationKills; i++) {
      Workshop.await("its encoder", PATIENCE, () -> !station.encoders().isEmpty());
      List<ProcessHandle> encoders = station.encoders();
      station.kill();
      Workshop.waitFor(Duration.ofSeconds(1));
      left += (int) encoders.stream().filter(one -> ProcessUse.isRunning(one.pid())).count();
      long before = listener.packets();
      Instant start = station.start();
      Workshop.await("packets", PATIENCE, () -> listener.packets() > before);
      starts.add(Workshop.millis(start, Instant.now()) / 1000);
    }
    String what = "%d kills of the station: ".formatted(stationKills);
    return List.of(
        Line.that(what + "ffmpegs left", "" + left, "0", left == 0),
        Line.of(what + "packets after the start", 1, Figures.of(starts), Map.of(), 5, "s"));
  }

  /** Returns when it was dead: it writes nothing any more. */
  private static Instant killEncoder(StationProcess station) throws IOException {
    List<ProcessHandle> encoders = station.encoders();
    if (encoders.size() != 1) {
      throw new IOException("the channel has %d ffmpegs, not 1".formatted(encoders.size()));
    }
    encoders.get(0).destroyForcibly();
    encoders.get(0).onExit().join();
    return Instant.now();
  }

  /** By how many seconds a segment's last picture is off where it should be when it is written. */
  private static double position(StationProcess station, HlsFile segment) throws Exception {
    double is = (segment.lastBrightness() - DARKEST) / 25.0;
    Turns turns = Turns.read(station.channel("demo"));
    double off = is - turns.position(segment.modified());
    double length = turns.seconds();
    return off - length * Math.rint(off / length);
  }

  /** How long a channel's turns are, and since when they follow each other. */
  private record Turns(Instant origin, double seconds) {
    static Turns read(Path channel) throws IOException {
      Properties kept = new Properties();
      try (var files = Files.list(channel)) {
        Path state = files.filter(one -> isTimeline(one)).findFirst().orElseThrow();
        try (var in = Files.newBufferedReader(state)) {
          kept.load(in);
        }
      }
      double start = Long.parseLong(kept.getProperty("start")) / 90_000.0;
      return new Turns(
          Instant.parse(kept.getProperty("origin")).plusNanos((long) (start * 1e9)),
          Long.parseLong(kept.getProperty("ticks")) / 90_000.0);
    }

    private static boolean isTimeline(Path file) {
      return file.getFileName().toString().contains("timeline");
    }

    double position(Instant now) {
      return Workshop.millis(origin, now) / 1000 % seconds;
    }
  }

  /** Each picture is one step brighter than the one before. */
  private static Path clip(Path folder) throws IOException {
    Path clip = folder.resolve("brighter.mp4");
    String picture =
        "color=s=320x180:r=25:d=%d,geq=lum='%d+N':cb=128:cr=128".formatted(SECONDS, DARKEST);
    List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", picture));
    arguments.addAll(List.of("-f", "lavfi", "-i", "sine=f=440:r=44100:d=" + SECONDS));
    String encoder = "-c:v libx264 -crf 10 -g 12 -bf 2 -pix_fmt yuv420p -c:a aac";
    arguments.addAll(List.of(encoder.split(" ")));
    arguments.add("file:" + clip);
    String complaint = Tone.ffmpeg(arguments);
    if (!complaint.isBlank()) {
      throw new IOException("ffmpeg: " + complaint);
    }
    return clip;
  }
}
