package radio.nightshift.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Settings of many channels that send one clip as it is, each to a sink of its own. */
final class LoopChannels {
  private LoopChannels() {}

  static List<String> settings(Path clip, Sinks sinks, int channels) {
    List<String> settings = new ArrayList<>();
    settings.add(
        "loop.channels="
            + IntStream.range(0, channels).mapToObj(i -> "c" + i).collect(Collectors.joining(",")));
    for (int i = 0; i < channels; i++) {
      settings.add("loop.c%d.source=%s".formatted(i, clip));
      settings.add("loop.c%d.destination=%s".formatted(i, sinks.destination(i)));
      settings.add("loop.c%d.codec=copy".formatted(i));
    }
    return settings;
  }

  /** Half a minute of 720p with four megabits a second. */
  static Path clip(Workshop shop) throws Exception {
    return LoopClip.make(
        shop.folder(),
        30,
        "1280x720",
        "-preset",
        "superfast",
        "-g",
        "25",
        "-b:v",
        "4M",
        "-minrate",
        "4M",
        "-maxrate",
        "4M",
        "-bufsize",
        "2M",
        "-x264-params",
        "nal-hrd=cbr");
  }
}
