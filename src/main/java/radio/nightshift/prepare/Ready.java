package radio.nightshift.prepare;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.Edit;
import radio.nightshift.programme.Part;
import radio.nightshift.programme.PreparedProgramme;

/** What lies in {@code ready/}: a folder for each programme that is done and checked. */
public final class Ready {
  private static final Logger LOG = LoggerFactory.getLogger(Ready.class);

  private final Path place;
  private final List<Encoding> encodings;
  private Map<Path, PreparedProgramme> programmes;

  /**
   * Lies below the station's home.
   *
   * @param encodings what the mounts carry: without one of them, a programme is not whole
   */
  public Ready(Path home, List<Encoding> encodings) {
    this.place = home.resolve("ready");
    this.encodings = List.copyOf(encodings);
  }

  /**
   * Whether a programme is there by that very recipe, and whole; what a power cut or a stranger has
   * left of it is deleted, to be made again.
   */
  synchronized boolean holds(String folder) throws IOException {
    if (!Files.isDirectory(place.resolve(folder))) {
      return false;
    }
    try {
      PreparedProgramme programme = PreparedProgramme.read(place.resolve(folder));
      Optional<Encoding> missing = missing(programme);
      if (missing.isPresent()) {
        throw new IOException("it has no " + missing.get().fileName());
      }
      return true;
    } catch (IOException damaged) {
      LOG.warn("{} is made again: {}", place.resolve(folder), damaged.getMessage());
      delete(place.resolve(folder));
      return false;
    }
  }

  /** What all mounts of some encoding would have to do without. */
  private Optional<Encoding> missing(PreparedProgramme programme) {
    return encodings.stream()
        .filter(
            encoding ->
                programme.audio(encoding).map(Path::toFile).map(File::length).orElse(0L) == 0)
        .findFirst();
  }

  /** Whether a programme of these uploads, cut like this, is there whole, by whatever recipe. */
  synchronized boolean holds(List<Part> parts, Edit edit) throws IOException {
    return there()
        .filter(made -> made.parts().equals(parts) && made.edit().equals(edit))
        .anyMatch(made -> missing(made).isEmpty());
  }

  /** Whether anything at all is there of these uploads. */
  synchronized boolean holds(List<Part> parts) throws IOException {
    return there().anyMatch(made -> made.parts().equals(parts));
  }

  /** Takes a finished programme in by one rename, and clears away what it makes stale. */
  synchronized PreparedProgramme take(PreparedProgramme made) throws IOException {
    there();
    Files.createDirectories(place);
    Path folder = place.resolve(made.folder().getFileName());
    toDisk(made.folder());
    Files.move(made.folder(), folder, StandardCopyOption.ATOMIC_MOVE);
    PreparedProgramme ready = PreparedProgramme.read(folder);
    for (PreparedProgramme older : List.copyOf(programmes.values())) {
      if (older.isReplacedBy(ready)) {
        programmes.remove(older.folder());
        delete(older.folder());
      }
    }
    programmes.put(folder, ready);
    return ready;
  }

  /** After a power cut the name must not be there without the bytes. */
  private static void toDisk(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
  }

  /** Deletes a folder with all that is in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> contents = Files.walk(folder)) {
        for (Path path : contents.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  private Stream<PreparedProgramme> there() throws IOException {
    if (programmes == null) {
      programmes = new ConcurrentHashMap<>();
      Files.createDirectories(place);
      try (Stream<Path> folders = Files.list(place)) {
        for (Path folder : folders.toList()) {
          try {
            programmes.put(folder, PreparedProgramme.read(folder));
          } catch (IOException damaged) {
            // Playout tells of it.
          }
        }
      }
    }
    programmes.keySet().removeIf(folder -> !Files.isDirectory(folder));
    return programmes.values().stream();
  }
}
