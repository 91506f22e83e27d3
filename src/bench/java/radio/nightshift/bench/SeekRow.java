package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import radio.nightshift.support.Tone;

/** How long a fresh JVM takes to find a position in an hour of audio. */
final class SeekRow implements Row {
  private static final Pattern FIRST = Pattern.compile("first seek ([\\d.]+) ms");
  private static final int TIMES = 5;

  @Override
  public String name() {
    return "seek";
  }

  @Override
  public String describe() {
    return "the first seek of a JVM in an hour of MP3 and Opus (1 min)";
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Path minute = Recording.make(shop.folder(), Duration.ofMinutes(1), 9).file;
    return List.of(
        line(shop, "MP3, CBR", hour(minute, "cbr.mp3", "-c", "copy")),
        line(
            shop,
            "MP3, VBR",
            hour(minute, "vbr.mp3", "-c:a", "libmp3lame", "-q:a", "4", "-compression_level", "9")),
        line(
            shop,
            "Opus",
            hour(
                minute, "hour.opus", "-c:a", "libopus", "-b:a", "96k", "-compression_level", "0")));
  }

  /** Encodes a minute and repeats it. */
  private static Path hour(Path minute, String name, String... encoder) throws IOException {
    Path encoded = minute.resolveSibling("minute-" + name);
    Path hour = minute.resolveSibling(name);
    said(Tone.ffmpeg(arguments(Stream.of("-i", "file:" + minute), encoder, encoded)));
    said(
        Tone.ffmpeg(
            arguments(
                Stream.of("-stream_loop", "59", "-i", "file:" + encoded),
                new String[] {"-c", "copy"},
                hour)));
    return hour;
  }

  private static List<String> arguments(Stream<String> input, String[] encoder, Path output) {
    return Stream.of(input, Stream.of(encoder), Stream.of("file:" + output))
        .flatMap(part -> part)
        .toList();
  }

  private static void said(String complaint) throws IOException {
    if (!complaint.isBlank()) {
      throw new IOException("ffmpeg: " + complaint);
    }
  }

  private static Line line(Workshop shop, String what, Path file) throws Exception {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      millis.add(firstSeek(shop, file));
    }
    return Line.of("seek in an hour of " + what, 0.5, Figures.of(millis), Map.of(), 50, "ms");
  }

  private static double firstSeek(Workshop shop, Path file) throws Exception {
    Process process =
        new ProcessBuilder(shop.java("radio.nightshift.media.SeekTime", file.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    Matcher first = FIRST.matcher(said);
    if (!first.find()) {
      throw new IOException("SeekTime: " + said);
    }
    return Double.parseDouble(first.group(1));
  }
}
