package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import radio.nightshift.support.Tone;

/**
 * How long a programme takes from the inbox to {@code ready/}, beside ffmpeg's three runs by hand.
 */
final class PrepareRow implements Row {
  private static final double MOST = 1.06;
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Duration DAY = Duration.ofDays(1);

  private final Duration length;
  private final int times;

  PrepareRow(Duration length, int times) {
    this.length = length;
    this.times = times;
  }

  @Override
  public String name() {
    return "prepare";
  }

  @Override
  public String describe() {
    return ("%d minutes from the inbox to ready/, %d times, beside ffmpeg by hand: measure, encode, "
            + "and verify, which decodes what was made to its end or first error and measures it (15 min)")
        .formatted(length.toMinutes(), times);
  }

  @Override
  public boolean isSlow() {
    return true;
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Path file = LongProgramme.make(shop.folder(), length);
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (StationProcess station =
        StationProcess.start(shop, 1, "none", "prepare.loudness=-16", "prepare.parallel=1")) {
      // At no half hour, for that would wait for its other half.
      Instant minute = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(DAY).plusSeconds(600);
      Path second = Tone.mp3(shop.folder().resolve("second.mp3"), 1, 440);
      prepare(station, second, minute);
      for (int i = 0; i < times; i++) {
        minute = minute.plus(length).plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.HOURS);
        minute = minute.plusSeconds(600);
        ours.add(prepare(station, file, minute));
        theirs.add(byHand(shop, file, Made.read(station.ready(minute).orElseThrow())));
        ratios.add(ours.get(i) / theirs.get(i));
      }
    }
    Figures hand = Figures.of(theirs);
    String what = "%d minutes prepared, median of %d".formatted(length.toMinutes(), times);
    return List.of(
        Line.of(
            what, 0.5, Figures.of(ours), Map.of("ffmpeg by hand", hand), MOST * hand.median(), "s"),
        Line.of("the same, ours by theirs", 0.5, Figures.of(ratios), Map.of(), MOST, "times"));
  }

  /** Has the station prepare a file, and gives the seconds from its arrival on. */
  private static double prepare(StationProcess station, Path file, Instant minute)
      throws IOException {
    Path arrived = station.send(file, minute);
    Workshop.await("the arrival", PATIENCE, () -> Files.exists(arrived));
    long start = System.nanoTime();
    Workshop.await(
        "the programme",
        PATIENCE,
        () -> station.ready(minute).isPresent() || !station.rejected().isEmpty());
    return seconds(start);
  }

  /** What a programme's report says of how it was made. */
  private record Made(String gain, String seconds) {
    static Made read(Path folder) throws IOException {
      String report = Files.readString(folder.resolve("programme.json"));
      return new Made(figure(report, "gainDb"), figure(report, "leaveSeconds"));
    }

    private static String figure(String report, String name) {
      return report.replaceAll("(?s).*\"" + name + "\":\\s*(-?[0-9.]+).*", "$1");
    }
  }

  /** Makes of a file what the station has made of it. */
  private static double byHand(Workshop shop, Path file, Made made) throws Exception {
    String out = shop.folder().resolve("by-hand.mp3").toString();
    long start = System.nanoTime();
    Stream<String> part = Stream.of("-t", made.seconds, "-i", file.toString());
    ffmpeg(shop, part, "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-");
    part = Stream.of("-y", "-v", "fatal", "-t", made.seconds, "-i", file.toString());
    String volume = "volume=%sdB".formatted(made.gain);
    ffmpeg(shop, part, "-af", volume, "-c:a", "libmp3lame", "-reservoir", "0", "-b:a", "128k", out);
    part = Stream.of("-v", "error", "-xerror", "-i", out);
    ffmpeg(shop, part, "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-");
    return seconds(start);
  }

  private static void ffmpeg(Workshop shop, Stream<String> input, String... output)
      throws IOException, InterruptedException {
    Stream<String> program = Stream.of("ffmpeg", "-nostdin", "-hide_banner", "-nostats");
    List<String> command =
        Stream.of(program, input, Stream.of(output)).flatMap(part -> part).toList();
    int exit = shop.start("ffmpeg", command).waitFor();
    if (exit != 0) {
      throw new IOException("%s ended with %d".formatted(command, exit));
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
