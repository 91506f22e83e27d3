package radio.nightshift.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import radio.nightshift.condition.Printable;

/** A folder with a channel's HLS playlist, {@code index.m3u8}, and its segments. */
final class HlsFolder {
  private static final int SEGMENT_SECONDS = 4;
  private static final int LISTED = 6;

  /** Players may still load what has just left the list. */
  private static final int KEPT = 3;

  private static final int LARGEST_LIST = 1 << 20;
  private static final Pattern TARGET = Pattern.compile("#EXT-X-TARGETDURATION:(\\d{1,5})");

  private final Path folder;
  private final Path list;
  private final String channel;
  private final Pattern own;

  HlsFolder(Path folder, String channel) {
    this.folder = folder;
    this.list = folder.resolve("index.m3u8");
    this.channel = channel;
    this.own = Pattern.compile(Pattern.quote(channel) + "-\\d+\\.ts(\\.tmp)?");
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
        list.toString());
  }

  /** A list that is gone on with has a discontinuity; with none to go on with, it would too. */
  private boolean isBegun() {
    return Files.exists(list);
  }

  private static String percent(String path) {
    return path.replace("%", "%%");
  }

  /**
   * Makes the folder, and deletes the segments of an ffmpeg that was killed, which nobody else
   * would delete any more, and a list without content.
   *
   * @return how far it is written
   * @throws IOException if it cannot be used, in words with the remedy
   */
  HlsState open() throws IOException {
    try {
      Files.createDirectories(folder);
      if (!Files.isWritable(folder)) {
        throw trouble("cannot be written to");
      }
      Set<String> kept = listed();
      for (Path file : own()) {
        if (!kept.contains(name(file))) {
          Files.deleteIfExists(file);
        }
      }
      if (bytes(list) == 0) {
        Files.delete(list);
      }
      return state();
    } catch (FileAlreadyExistsException e) {
      throw trouble("is a file, no folder");
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? "it cannot be made" : e.getReason();
      throw trouble("cannot be used (%s: %s)".formatted(e.getFile(), reason));
    }
  }

  /** How far it is written. */
  HlsState state() throws IOException {
    long listTime = time(list);
    long newest = bytes(list) > 0 ? listTime : 0;
    for (Path file : own()) {
      if (bytes(file) > 0) {
        newest = Math.max(newest, time(file));
      }
    }
    int target =
        lines()
            .map(TARGET::matcher)
            .filter(Matcher::matches)
            .map(line -> Integer.parseInt(line.group(1)))
            .findFirst()
            .orElse(SEGMENT_SECONDS);
    return new HlsState(bytes(list), listTime, newest, Math.max(SEGMENT_SECONDS, target));
  }

  /** What keeps the folder from being used. */
  IOException trouble(String what) {
    return new IOException("'%s' %s".formatted(Printable.printable("" + folder), what));
  }

  private List<Path> own() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> own.matcher(name(file)).matches()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Set<String> listed() throws IOException {
    return lines().map(line -> line.replaceFirst(".*/", "")).collect(Collectors.toSet());
  }

  private Stream<String> lines() throws IOException {
    try {
      return bytes(list) > LARGEST_LIST
          ? Stream.empty()
          : Files.readString(list).lines().map(String::strip);
    } catch (NoSuchFileException none) {
      return Stream.empty();
    }
  }

  /** Files come and go: one that has gone meanwhile is as none. */
  private static long bytes(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException none) {
      return -1;
    }
  }

  private static long time(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (NoSuchFileException none) {
      return 0;
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
