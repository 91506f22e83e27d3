package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The audio for gaps: a folder's files in turn, another one each hour. */
final class Filler {
  private Filler() {}

  /**
   * The file for an hour.
   *
   * @param folder null for none
   * @param bad those that ffmpeg could not read
   * @return null if there is none: then a gap is silent
   */
  static Path of(Path folder, Instant hour, Set<Path> bad) throws IOException {
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
}
