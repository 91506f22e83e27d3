package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** How long a channel's clip takes to be encoded by the defaults, beside one run of ffmpeg. */
final class LoopEncodeRow implements Row {
  private static final int SECONDS = 60;
  private static final int TIMES = 3;
  private static final double MOST = 1.05;
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  /** How long it took, and how much of that a processor was at work for it. */
  private record Took(double seconds, double processor) {
    static Took since(long start, double before, long pid) throws IOException {
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Took(seconds, ProcessUse.seconds(pid) - before);
    }
  }

  @Override
  public String name() {
    return "loop-encode";
  }

  @Override
  public String describe() {
    return "a clip of %d s encoded to 1080p25 for a channel, %d times, beside ffmpeg by hand (10 min)"
        .formatted(SECONDS, TIMES);
  }

  @Override
  public boolean isSlow() {
    return true;
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Path clip =
        LoopClip.make(shop.folder(), SECONDS, "1920x1080", "-preset", "ultrafast", "-ac", "2");
    List<Took> ours = new ArrayList<>();
    List<Took> theirs = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      if (i % 2 == 0) {
        ours.add(made(shop, clip));
      }
      theirs.add(byHand(shop, clip));
      if (i % 2 == 1) {
        ours.add(made(shop, clip));
      }
    }
    return List.of(
        line("seconds", ours, theirs, Took::seconds),
        line("seconds of a processor", ours, theirs, Took::processor));
  }

  private static Line line(
      String what, List<Took> ours, List<Took> theirs, ToDoubleFunction<Took> of) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(of.applyAsDouble(ours.get(i)) / of.applyAsDouble(theirs.get(i)));
    }
    return Line.of(
        "clip of %d s encoded, %s (%s; ffmpeg %s): ours by theirs"
            .formatted(SECONDS, what, figures(ours, of), figures(theirs, of)),
        0.5,
        Figures.of(ratios),
        Map.of(),
        MOST,
        "times");
  }

  private static String figures(List<Took> took, ToDoubleFunction<Took> of) {
    return Figures.of(took.stream().mapToDouble(of).boxed().toList()).describe(0.5);
  }

  /** From the first look into the clip to the turn in its place. */
  private static Took made(Workshop shop, Path clip) throws Exception {
    try (Sinks sinks = new Sinks(1);
        StationProcess station =
            StationProcess.startChannels(
                shop,
                List.of(
                    "loop.channels=demo",
                    "loop.demo.source=" + clip,
                    "loop.demo.codec=encode",
                    "loop.demo.destination=" + sinks.destination(0)))) {
      Path channel = station.channel("demo");
      Workshop.await("the begin", PATIENCE, () -> holdsAny(channel.resolve("work")));
      long start = System.nanoTime();
      double before = ProcessUse.seconds(station.pid());
      Workshop.await("the turn", PATIENCE, () -> holdsAny(channel.resolve("made")));
      return Took.since(start, before, station.pid());
    }
  }

  private static boolean holdsAny(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isPresent();
    }
  }

  /** The same encoder with the same arguments at the same priority, in one run. */
  private static Took byHand(Workshop shop, Path clip) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("nice", "-n", "15", "ffmpeg", "-nostdin", "-v", "error", "-y"));
    command.addAll(List.of("-i", clip.toString(), "-filter_complex"));
    command.add(
        "[0:0]fps=25:start_time=0,scale=1920:1080:force_original_aspect_ratio=decrease"
            + ":force_divisible_by=2,pad=1920:1080:-1:-1,setsar=1,format=yuv420p[v]");
    command.addAll(List.of("-map", "[v]", "-map", "0:a", "-c:v", "libx264", "-preset", "veryfast"));
    command.addAll(List.of("-profile:v", "main", "-b:v", "10M", "-maxrate", "10M"));
    command.addAll(List.of("-bufsize", "10M", "-g", "50", "-bf", "2", "-x264-params"));
    command.add(
        "nal-hrd=cbr:force-cfr=1:open-gop=0:b-pyramid=none:scenecut=0:keyint=50:min-keyint=25");
    command.addAll(List.of("-c:a", "aac", "-b:a", "96k", "-ar", "48000", "-f", "mpegts"));
    command.add(shop.folder().resolve("by-hand.ts").toString());
    long self = ProcessHandle.current().pid();
    long start = System.nanoTime();
    double before = ProcessUse.seconds(self);
    int exit = shop.start("by-hand", command).waitFor();
    if (exit != 0) {
      throw new IOException("%s ended with %d".formatted(command, exit));
    }
    return Took.since(start, before, self);
  }
}
