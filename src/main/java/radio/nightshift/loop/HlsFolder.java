package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder with a channel's HLS playlist, {@code index.m3u8}, and its segments. */
final class HlsFolder {
  private static final int SEGMENT_SECONDS = 4;
  private static final int LISTED = 6;

  /** Players may still load what has just left the list. */
  private static final int KEPT = 3;

  private static final int LARGEST_LIST = 1 << 20;

  private final Path folder;
  private final String channel;

  HlsFolder(Path folder, String channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** The arguments of an ffmpeg that packs what it is given into the folder. */
  List<String> arguments() {
    return List.of(
        "-f",
        "hls",
        "-hls_time",
        "" + SEGMENT_SECONDS,
        "-hls_list_size",
        "" + LISTED,
        "-hls_delete_threshold",
        "" + KEPT,
        "-hls_flags",
        (isBegun() ? "append_list+" : "") + "delete_segments+omit_endlist+temp_file",
        "-hls_segment_filename",
        // With file: before them, ffmpeg deletes no segments; full paths need it not.
        percent(folder.resolve(channel + "-").toString()) + "%d.ts",
        list().toString());
  }

  /** A list that is gone on with has a discontinuity; with none to go on with, it would too. */
  private boolean isBegun() {
    return Files.exists(list());
  }

  private Path list() {
    return folder.resolve("index.m3u8");
  }

  private static String percent(String path) {
    return path.replace("%", "%%");
  }

  /**
   * Makes the folder, and deletes the segments of an ffmpeg that was killed, which nobody else
   * would delete any more.
   */
  void open() throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("'%s' is a file, no folder".formatted(e.getMessage()), e);
    } catch (IOException e) {
      throw new IOException("'%s' cannot be made".formatted(e.getMessage()), e);
    }
    if (!Files.isWritable(folder)) {
      throw new IOException("'%s' cannot be written to".formatted(folder));
    }
    Set<String> listed = listed();
    Pattern own = Pattern.compile(Pattern.quote(channel) + "-\\d+\\.ts(\\.tmp)?");
    List<Path> over;
    try (Stream<Path> files = Files.list(folder)) {
      over =
          files
              .filter(file -> own.matcher(name(file)).matches() && !listed.contains(name(file)))
              .toList();
    }
    for (Path file : over) {
      Files.deleteIfExists(file);
    }
  }

  private Set<String> listed() throws IOException {
    Path list = list();
    try {
      if (Files.size(list) > LARGEST_LIST) {
        return Set.of();
      }
      return Files.readString(list)
          .lines()
          .map(String::strip)
          .map(line -> line.replaceFirst(".*/", ""))
          .collect(Collectors.toSet());
    } catch (NoSuchFileException none) {
      return Set.of();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
