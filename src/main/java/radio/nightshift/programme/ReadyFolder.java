package radio.nightshift.programme;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.disk.FolderTree;
import radio.nightshift.media.Encoding;

/**
 * The folder {@code ready/}: in it a folder for each programme that is prepared and checked. It is
 * the only owner of these folders on disk, and knows what is in them without reading them again.
 */
public final class ReadyFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ReadyFolder.class);

  private final Path place;
  private final List<Encoding> encodings;

  /** By their folders, without those that a newer one replaces. */
  private final Map<Path, PreparedProgramme> programmes = new ConcurrentHashMap<>();

  private boolean isLoaded;

  /**
   * Lies below the station's home. Nothing is read or made there before the first use.
   *
   * @param encodings what the mounts carry: without one of them, a programme is not whole
   */
  public ReadyFolder(Path home, Collection<Encoding> encodings) {
    this.place = home.resolve("ready");
    this.encodings = encodings.stream().distinct().toList();
  }

  /**
   * Reads what an earlier run has left, unless that is done. Of what a crash has left beside its
   * newer version, only that one counts.
   */
  public synchronized void load() throws IOException {
    if (isLoaded) {
      return;
    }
    Files.createDirectories(place);
    List<Path> folders;
    try (Stream<Path> found = Files.list(place)) {
      folders =
          found
              .filter(Files::isDirectory)
              .sorted(Comparator.comparing((Path folder) -> folder.toFile().lastModified()))
              .toList();
    }
    for (Path folder : folders) {
      try {
        put(PreparedProgramme.read(folder));
      } catch (IOException damaged) {
        LOG.warn("{} is passed over: {}", folder, damaged.getMessage());
      }
    }
    isLoaded = true;
  }

  /** The programmes that are here, once {@link #load} is done; waits for no disk. */
  public List<PreparedProgramme> programmes() {
    return List.copyOf(programmes.values());
  }

  /**
   * Whether a programme is here by that very recipe, and whole; what a power cut or a stranger has
   * left of it is deleted, to be made again.
   *
   * @param folder the name of its folder
   */
  public synchronized boolean holds(String folder) throws IOException {
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
      FolderTree.delete(place.resolve(folder));
      return false;
    }
  }

  /** Whether a programme of these uploads, cut like this, is here whole, by whatever recipe. */
  public synchronized boolean holds(List<UsedUpload> parts, Edit edit) throws IOException {
    return there()
        .filter(made -> made.parts().equals(parts) && made.edit().equals(edit))
        .anyMatch(made -> missing(made).isEmpty());
  }

  /** Whether anything at all is here of these uploads. */
  public synchronized boolean holds(List<UsedUpload> parts) throws IOException {
    return there().anyMatch(made -> made.parts().equals(parts));
  }

  /**
   * Adds a finished programme by one rename, and deletes what it makes stale.
   *
   * @param made lies on the same file system
   * @return the programme at its new place
   */
  public PreparedProgramme take(PreparedProgramme made) throws IOException {
    toDisk(made.folder());
    return moved(made);
  }

  private synchronized PreparedProgramme moved(PreparedProgramme made) throws IOException {
    load();
    Path folder = place.resolve(made.folder().getFileName());
    Files.createDirectories(place);
    Files.move(made.folder(), folder, StandardCopyOption.ATOMIC_MOVE);
    PreparedProgramme ready = PreparedProgramme.read(folder);
    for (PreparedProgramme older : put(ready)) {
      FolderTree.delete(older.folder());
    }
    return ready;
  }

  /**
   * Removes the programmes made of a file from the list; it stays on disk until {@link #delete}, so
   * that nothing is deleted before nobody plays it any more.
   */
  public synchronized List<PreparedProgramme> release(String source) {
    List<PreparedProgramme> made =
        programmes.values().stream()
            .filter(programme -> programme.sources().contains(source))
            .toList();
    made.forEach(programme -> programmes.remove(programme.folder()));
    return made;
  }

  /** Deletes programmes that were released. */
  public synchronized void delete(List<PreparedProgramme> released) throws IOException {
    for (PreparedProgramme programme : released) {
      FolderTree.delete(programme.folder());
    }
  }

  /** An encoding of the mounts in which it has no audio. */
  private Optional<Encoding> missing(PreparedProgramme programme) {
    return encodings.stream()
        .filter(
            encoding ->
                programme.audio(encoding).map(Path::toFile).map(File::length).orElse(0L) == 0)
        .findFirst();
  }

  /** Adds one to the list, in place of those that it makes stale. */
  private List<PreparedProgramme> put(PreparedProgramme programme) {
    List<PreparedProgramme> stale =
        programmes.values().stream().filter(older -> older.isReplacedBy(programme)).toList();
    stale.forEach(older -> programmes.remove(older.folder()));
    programmes.put(programme.folder(), programme);
    return stale;
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

  private Stream<PreparedProgramme> there() throws IOException {
    load();
    programmes.keySet().removeIf(folder -> !Files.isDirectory(folder));
    return programmes.values().stream();
  }
}
