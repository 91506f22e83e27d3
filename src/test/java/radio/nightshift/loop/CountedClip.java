package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import radio.nightshift.media.ts.Stamp;

/**
 * A clip of eight seconds with a key frame each half of one, whose pictures are numbered by their
 * brightness: what is received of it shows the position by itself.
 */
final class CountedClip {
  private static final int PICTURES = 200;
  private static final double RATE = 25;
  private static final int BLACK = 20;
  private static final Pattern PICTURE = Pattern.compile(" pts: *(-?\\d+) .* mean:\\[(\\d+) ");

  private CountedClip() {}

  /** A picture received, with its place in the clip in seconds. */
  record Counted(long pts, double position) {}

  static Path make(Path file) throws Exception {
    Path aside = file.resolveSibling("aside-" + file.getFileName());
    run(
        ("-f lavfi -i color=s=64x64:r=25:d=8,format=yuv420p,geq=lum=N+%d:cb=128:cr=128"
                + " -f lavfi -i sine=f=440:r=44100:d=7.987"
                + " -c:v libx264 -preset ultrafast -qp 4 -bf 2 -g 12 -c:a aac")
            .formatted(BLACK),
        "" + aside);
    return Files.move(aside, file);
  }

  /** The pictures of a transport stream. */
  static List<Counted> pictures(Path stream) throws Exception {
    String said = run("-copyts -i", "" + stream, "-map 0:v -vf showinfo -f null -");
    return PICTURE
        .matcher(said)
        .results()
        .map(one -> new Counted(Long.parseLong(one.group(1)), position(one)))
        .toList();
  }

  private static double position(MatchResult picture) {
    return (Integer.parseInt(picture.group(2)) - BLACK) / RATE;
  }

  /** Where a channel should be at an instant, in seconds. */
  static double due(Path timeline, Instant at) throws IOException {
    Properties kept = new Properties();
    kept.load(new StringReader(Files.readString(timeline)));
    double begun = Long.parseLong(kept.getProperty("start")) / 90_000.0;
    double length = Long.parseLong(kept.getProperty("ticks")) / 90_000.0;
    Duration since = Duration.between(Instant.parse(kept.getProperty("origin")), at);
    return (since.toNanos() / 1e9 - begun) % length;
  }

  /** How far ahead of the clock a position is, the shorter way round. */
  static double ahead(double position, double due) {
    double turn = PICTURES / RATE;
    return ((position - due) % turn + 1.5 * turn) % turn - turn / 2;
  }

  /** How far each picture received is ahead of the clock when it is presented. */
  static List<Double> ahead(TransportReceiver received, Path timeline) throws Exception {
    long ticksNow = System.nanoTime() * 9 / 100_000;
    Instant now = Instant.now();
    long[] lateness = received.lateness.stream().mapToLong(Long::longValue).sorted().toArray();
    long clock = received.clocks.get(0);
    Path stream = Files.createTempFile("received", ".ts");
    Files.write(stream, received.all.toByteArray());
    List<Double> ahead = new ArrayList<>();
    for (Counted one : pictures(stream)) {
      long pts = clock + Stamp.between(Stamp.of(clock), Stamp.of(one.pts()));
      long ticks = pts + lateness[lateness.length / 2] - ticksNow;
      ahead.add(ahead(one.position(), due(timeline, now.plusNanos(ticks * 100_000 / 9))));
    }
    Files.delete(stream);
    return ahead;
  }

  /** Runs ffmpeg; texts with spaces are several arguments, but for paths. */
  private static String run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-nostats", "-y"));
    for (String one : arguments) {
      command.addAll(one.startsWith("/") ? List.of(one) : List.of(one.split(" ")));
    }
    Process ffmpeg = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(ffmpeg.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(ffmpeg.waitFor()).as("exit of %s:\n%s", command, said).isZero();
    return said;
  }
}
