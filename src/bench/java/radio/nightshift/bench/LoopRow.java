package radio.nightshift.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import radio.nightshift.loop.StreamListener;
import radio.nightshift.loop.TransportReceiver;

/** A clip played over many turns and received by RTP, beside ffmpeg's own loop at the same time. */
final class LoopRow implements Row {
  private static final int SECONDS = 5;
  private static final int PICTURES = 25 * SECONDS;

  /** A channel's sound has 48 kHz unless it is set otherwise, and whole frames a turn. */
  private static final int SOUNDS = Math.round(SECONDS * 48_000 / 1024f);

  private static final double FRAME_MILLIS = 1024 / 48.0;
  private static final double MOST_JITTER = 40;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String name;
  private final int turns;
  private final boolean isSlow;

  LoopRow(String name, int turns, boolean isSlow) {
    this.name = name;
    this.turns = turns;
    this.isSlow = isSlow;
  }

  /** Keeps what comes of one of the two in a file. */
  private record Ear(Path file, OutputStream packets, StreamListener listener)
      implements AutoCloseable {
    static Ear open(Path file) throws IOException {
      OutputStream packets = new BufferedOutputStream(Files.newOutputStream(file));
      return new Ear(file, packets, new StreamListener(TransportReceiver.into(packets)));
    }

    Heard heard(int sounds) throws IOException, InterruptedException {
      TransportReceiver stream = listener.received();
      packets.flush();
      return new Heard(stream, file, sounds);
    }

    @Override
    public void close() throws IOException {
      listener.close();
      packets.close();
    }
  }

  /** What came of one of the two. */
  private record Heard(TransportReceiver stream, Path file, int sounds) {
    /** How much sound and picture have moved against each other from first to last, in ms. */
    double drift(int turns) {
      long last = stream.offset(turns * PICTURES, turns * sounds);
      return Math.abs(last - stream.offset(0, 0)) / 90.0;
    }

    double farthestStep() {
      return stream.pictureSteps().stream().mapToDouble(one -> Math.abs(one - 1)).max().orElse(0);
    }

    double shortestSoundStep() {
      return stream.soundSteps().stream().mapToLong(Long::longValue).min().orElse(0) / 90.0;
    }

    double hole() {
      try {
        return SteadyTone.longestHole(file);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String describe() {
    return "%d turns of a clip of %d s by RTP, beside ffmpeg -stream_loop (%d min)"
        .formatted(turns, SECONDS, 1 + turns * SECONDS / 60);
  }

  @Override
  public boolean isSlow() {
    return isSlow;
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Path clip = LoopClip.make(shop.folder(), SECONDS);
    try (Ear us = Ear.open(shop.folder().resolve("ours.ts"));
        Ear them = Ear.open(shop.folder().resolve("theirs.ts"))) {
      play(shop, clip, us.listener, them.listener);
      return lines(us.heard(SOUNDS), them.heard(sounds(clip)));
    }
  }

  private void play(Workshop shop, Path clip, StreamListener us, StreamListener them)
      throws Exception {
    List<String> settings =
        List.of(
            "loop.channels=demo",
            "loop.demo.source=" + clip,
            "loop.demo.destination=" + us.destination());
    try (StationProcess station = StationProcess.startChannels(shop, settings)) {
      Workshop.await("the channel", PATIENCE, () -> us.packets() > 0);
      try (Rival.Running ffmpeg = Rival.ffmpegLoop(clip, them.destination()).start(shop)) {
        Workshop.await(
            "the last turn of both",
            Duration.ofSeconds((long) turns * SECONDS).plus(PATIENCE),
            () -> isOver(us) && isOver(them));
      }
    }
  }

  private boolean isOver(StreamListener listener) {
    // Sound may come after the picture that is presented with it.
    return listener.pictures() > turns * PICTURES + 2 * 25;
  }

  /** How many frames of sound a file has. */
  private static int sounds(Path file) throws IOException {
    Process ffprobe =
        new ProcessBuilder(
                "ffprobe",
                "-v",
                "error",
                "-count_packets",
                "-select_streams",
                "a",
                "-of",
                "csv=p=0",
                "-show_entries",
                "stream=nb_read_packets",
                file.toString())
            .start();
    return Integer.parseInt(
        new String(ffprobe.getInputStream().readAllBytes()).strip().replace(",", ""));
  }

  private List<Line> lines(Heard us, Heard them) {
    double jitter = Math.max(MOST_JITTER, them.stream.jitter());
    return List.of(
        line("continuity errors", us, them, of -> of.stream.continuityErrors(), 0, "times"),
        line("PTS or DTS back", us, them, of -> of.stream.stampsBack(), 0, "times"),
        line("PCR's arrival, p1 to p99", us, them, of -> of.stream.jitter(), jitter, "ms"),
        line("sound against picture", us, them, of -> of.drift(turns), FRAME_MILLIS, "ms"),
        line("step from 1", us, them, Heard::farthestStep, 0.6, "frames"),
        shortestSoundStep(us, them),
        line("hole in a steady tone", us, them, Heard::hole, 0, "ms"));
  }

  private Line shortestSoundStep(Heard us, Heard them) {
    return Line.that(
        what("sound's shortest step"),
        "%.1f ms, ffmpeg %.1f ms".formatted(us.shortestSoundStep(), them.shortestSoundStep()),
        "≥ 20 ms",
        us.shortestSoundStep() >= 20);
  }

  private String what(String of) {
    return "%d turns: %s".formatted(turns, of);
  }

  private Line line(
      String what, Heard us, Heard them, ToDoubleFunction<Heard> of, double target, String unit) {
    Figures ours = Figures.of(List.of(of.applyAsDouble(us)));
    Map<String, Figures> theirs = Map.of("ffmpeg", Figures.of(List.of(of.applyAsDouble(them))));
    return Line.of(what(what), 0.5, ours, theirs, target, unit);
  }
}
