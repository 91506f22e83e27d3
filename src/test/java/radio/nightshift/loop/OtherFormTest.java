package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.ffmpeg.LastingPrograms;
import radio.nightshift.loop.Timeline.Version;
import radio.nightshift.support.Integration;
import radio.nightshift.support.TransportClip;

/** Changes to another codec where an ffmpeg packs, which maps streams once. */
@Integration
class OtherFormTest {
  @TempDir Path folder;
  private final Clock clock = Clock.systemUTC();
  private LastingPrograms programs;

  @AfterEach
  void stop() {
    programs.stop();
  }

  private Version version(String codec) throws IOException {
    String[] encoder = {"-c:v", codec, "-g", "12", "-b:v", "500k"};
    Path file = TransportClip.make(folder.resolve(codec + ".ts"), 48, encoder);
    return new Version(codec, file, 48 * TransportClip.PICTURE);
  }

  private Channel channel() {
    LoopChannel settings =
        new LoopChannel("demo", "Demo", null, Optional.empty(), List.of(), null, true);
    return new Channel(settings, folder, clock);
  }

  private static String codecs(Path segment) throws Exception {
    Process probe =
        new ProcessBuilder(
                "ffprobe", "-v", "error", "-show_entries", "stream=codec_name", "" + segment)
            .redirectErrorStream(true)
            .start();
    return new String(probe.getInputStream().readAllBytes());
  }

  @Test
  void anotherCodecBeginsInHlsBehindADiscontinuity() throws Exception {
    programs = new LastingPrograms(folder);
    Version first = version("libx264");
    Version other = version("mpeg2video");
    Timeline timeline = new Timeline(folder.resolve("timeline"), first, clock.instant());
    Turntable turntable = new Turntable("demo", timeline, clock, MonotonicTime.SYSTEM);
    Outputs outputs = new Outputs(programs);
    Destination to = new Destination.Hls(folder.resolve("hls"));
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    try (PacketOutput out = outputs.open(channel(), to)) {
      timeline.change(other, clock.instant());
      turntable.play(out, () -> System.nanoTime() > end);
    }
    Path list = folder.resolve("hls/index.m3u8");
    assertThat(System.nanoTime()).as("it played on into the other codec").isLessThan(end);
    long before = segments(list);
    assertThat(before).as("segments of the first codec, finished").isPositive();
    try (PacketOutput out = outputs.open(channel(), to)) {
      turntable.play(out, () -> System.nanoTime() > end || out.hasArrived());
    }
    List<String> lines = Files.readAllLines(list);
    int seam = lines.lastIndexOf("#EXT-X-DISCONTINUITY");
    assertThat(lines.subList(0, seam).stream().filter(line -> line.endsWith(".ts")))
        .as("segments before it")
        .hasSize((int) before);
    assertThat(codecs(list.resolveSibling("demo-0.ts"))).contains("h264", "aac");
    assertThat(codecs(list.resolveSibling("demo-%d.ts".formatted(before))))
        .contains("mpeg2video", "aac");
  }

  private static long segments(Path list) throws IOException {
    return Files.readAllLines(list).stream().filter(line -> line.endsWith(".ts")).count();
  }
}
