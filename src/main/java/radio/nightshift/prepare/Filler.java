package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The audio for gaps: a folder's files in turn, another one each hour. */
final class Filler {
  private final Path folder;
  private final Set<Path> bad = ConcurrentHashMap.newKeySet();

  /**
   * Filler from a folder.
   *
   * @param folder null for none
   */
  Filler(Path folder) {
    this.folder = folder;
  }

  /**
   * The file for an hour.
   *
   * @return null if there is none: then a gap is silent
   */
  Path at(Instant hour) throws IOException {
    if (folder == null || !Files.isDirectory(folder)) {
      return null;
    }
    try (Stream<Path> found = Files.list(folder)) {
      List<Path> files =
          found
              .filter(Files::isRegularFile)
              .filter(file -> !bad.contains(file))
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .sorted()
              .toList();
      long turn = Instant.EPOCH.until(hour, ChronoUnit.HOURS);
      return files.isEmpty() ? null : files.get((int) Math.floorMod(turn, (long) files.size()));
    }
  }

  /** Leaves a file out from now on: ffmpeg may not be able to read it. */
  void leaveOut(Path file) {
    bad.add(file);
  }
}
