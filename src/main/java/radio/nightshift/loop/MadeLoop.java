package radio.nightshift.loop;

import java.io.IOException;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import radio.nightshift.disk.WholeFile;
import radio.nightshift.media.Encoding;

/**
 * A turn of a source as the destinations need it, ready in a folder.
 *
 * @param folder where it lies; its name is the recipe
 * @param ticks how long a turn is, by the name of the file
 * @param sizes how many bytes each file has, by its name; empty until it is on the disk for good
 * @param bitrate of the transport stream, or of the first mount without one, in bit/s
 * @param frames how many frames of video a turn has; 0 without video
 * @param keyDistance the most frames from one key frame to the next
 * @param description for the log, such as {@code 5.0 s, H.264 1280x720 25 fps kept, AAC 48 kHz}
 * @param warning what a listener or viewer would notice; empty if nothing
 */
record MadeLoop(
    Path folder,
    Map<String, Long> ticks,
    Map<String, Long> sizes,
    long bitrate,
    long frames,
    long keyDistance,
    String description,
    String warning) {
  private static final String FILE = "loop.properties";
  private static final String TICKS = "ticks.";
  private static final String BYTES = "bytes.";

  /** One that was just made. */
  MadeLoop(
      Path folder,
      Map<String, Long> ticks,
      long bitrate,
      long frames,
      long keyDistance,
      String description,
      String warning) {
    this(folder, ticks, Map.of(), bitrate, frames, keyDistance, description, warning);
  }

  /** The recipe by which it was made. */
  String name() {
    return folder.getFileName().toString();
  }

  /** Its transport stream as a version for the timeline. */
  Timeline.Version transport() {
    return version(Wants.TRANSPORT);
  }

  /** Its audio for a mount as a version for the timeline. */
  Timeline.Version audio(Encoding encoding) {
    return version(encoding.fileName());
  }

  /** One of its files as a version for the timeline. */
  Timeline.Version version(String file) {
    Long turn = ticks.get(file);
    if (turn == null) {
      throw new IllegalArgumentException("%s holds no %s".formatted(folder, file));
    }
    return new Timeline.Version(name(), folder.resolve(file), turn);
  }

  /** Whether all its files are there, with all their bytes. */
  boolean isWhole() {
    return ticks.keySet().stream()
        .allMatch(file -> folder.resolve(file).toFile().length() == sizes.getOrDefault(file, -1L));
  }

  MadeLoop in(Path other) {
    return new MadeLoop(other, ticks, sizes, bitrate, frames, keyDistance, description, warning);
  }

  /** The same with its files on the disk for good: a power cut leaves all of them or is noticed. */
  MadeLoop forced() throws IOException {
    Map<String, Long> forced = new TreeMap<>();
    for (String file : ticks.keySet()) {
      try (FileChannel channel = FileChannel.open(folder.resolve(file), StandardOpenOption.WRITE)) {
        channel.force(true);
        forced.put(file, channel.size());
      }
    }
    return new MadeLoop(folder, ticks, forced, bitrate, frames, keyDistance, description, warning);
  }

  /** Writes all that is known of it beside its files. */
  void keep() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("bitrate=%d\nframes=%d\nkeyDistance=%d\n".formatted(bitrate, frames, keyDistance));
    text.append("description=%s\nwarning=%s\n".formatted(description, warning));
    new TreeMap<>(ticks)
        .forEach((file, turn) -> text.append("%s%s=%d\n".formatted(TICKS, file, turn)));
    new TreeMap<>(sizes)
        .forEach((file, size) -> text.append("%s%s=%d\n".formatted(BYTES, file, size)));
    WholeFile.write(folder.resolve(FILE), text.toString());
  }

  /** The one in a folder; empty if there is none, or not all of it. */
  static Optional<MadeLoop> read(Path folder) {
    Properties kept = new Properties();
    try {
      kept.load(new StringReader(Files.readString(folder.resolve(FILE))));
      MadeLoop made =
          new MadeLoop(
              folder,
              figures(kept, TICKS),
              figures(kept, BYTES),
              Long.parseLong(kept.getProperty("bitrate")),
              Long.parseLong(kept.getProperty("frames")),
              Long.parseLong(kept.getProperty("keyDistance")),
              kept.getProperty("description", ""),
              kept.getProperty("warning", ""));
      return Optional.of(made).filter(MadeLoop::isWhole).filter(one -> !one.ticks.isEmpty());
    } catch (IOException | IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static Map<String, Long> figures(Properties kept, String prefix) {
    Map<String, Long> figures = new TreeMap<>();
    for (String key : kept.stringPropertyNames()) {
      if (key.startsWith(prefix)) {
        figures.put(key.substring(prefix.length()), Long.parseLong(kept.getProperty(key)));
      }
    }
    return figures;
  }
}
