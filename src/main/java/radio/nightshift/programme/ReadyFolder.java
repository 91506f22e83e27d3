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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** Without those that a newer one replaces. */
  private final ReadyProgrammes programmes = new ReadyProgrammes();

  /** Folders that were read before all are. */
  private final Set<Path> read = new HashSet<>();

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
    load("", "");
  }

  /**
   * Reads the programmes of some time first: a year's take longer than one that should be on the
   * air can wait.
   *
   * @param from the first stamp, as folder names begin with it
   * @param to the first stamp that is not read
   */
  public synchronized void load(String from, String to) throws IOException {
    if (isLoaded) {
      return;
    }
    Files.createDirectories(place);
    // When each was made is asked once, and not at every comparison.
    Map<Path, Long> folders = new HashMap<>();
    try (Stream<Path> found = Files.list(place)) {
      found
          .filter(folder -> isBetween(folder.getFileName().toString(), from, to))
          .filter(folder -> !read.contains(folder) && Files.isDirectory(folder))
          .forEach(folder -> folders.put(folder, folder.toFile().lastModified()));
    }
    for (Path folder :
        folders.keySet().stream().sorted(Comparator.comparing(folders::get)).toList()) {
      read(folder);
    }
    if (to.isEmpty()) {
      isLoaded = true;
      read.clear();
    }
  }

  private static boolean isBetween(String name, String from, String to) {
    return name.compareTo(from) >= 0 && (to.isEmpty() || name.compareTo(to) < 0);
  }

  private void read(Path folder) {
    read.add(folder);
    try {
      programmes.put(PreparedProgramme.read(folder));
    } catch (IOException | IllegalArgumentException damaged) {
      LOG.warn("{} is passed over: {}", folder, damaged.getMessage());
    }
  }

  /** The programmes that are here, once {@link #load} is done; waits for no disk. */
  public List<PreparedProgramme> programmes() {
    return programmes.all();
  }

  /** Those of them that were made of a file. */
  public List<PreparedProgramme> programmesOf(String source) {
    return programmes.of(source);
  }

  /** The files that they were made of. */
  public EditionIndex editions() {
    return programmes.editions();
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
    return holds(parts, edit, true);
  }

  /**
   * Whether a programme of these uploads, cut like this, is here whole.
   *
   * @param quick whether one that was made in a hurry counts
   */
  public synchronized boolean holds(List<UsedUpload> parts, Edit edit, boolean quick)
      throws IOException {
    return of(parts).stream()
        .filter(made -> made.edit().equals(edit) && (quick || !made.quick()))
        .anyMatch(made -> missing(made).isEmpty());
  }

  /** Whether anything at all is here of these uploads. */
  public synchronized boolean holds(List<UsedUpload> parts) throws IOException {
    return !of(parts).isEmpty();
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
    for (PreparedProgramme older : programmes.put(ready)) {
      FolderTree.delete(older.folder());
    }
    return ready;
  }

  /**
   * Removes the programmes made of a file from the list; it stays on disk until {@link #delete}, so
   * that nothing is deleted before nobody plays it any more.
   */
  public synchronized List<PreparedProgramme> release(String source) {
    List<PreparedProgramme> made = programmes.of(source);
    programmes.remove(made);
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

  /** Those of these uploads whose folders are there. */
  private List<PreparedProgramme> of(List<UsedUpload> parts) throws IOException {
    load();
    List<PreparedProgramme> made =
        programmes.of(parts.get(0).source()).stream()
            .filter(programme -> programme.parts().equals(parts))
            .toList();
    programmes.remove(made.stream().filter(one -> !Files.isDirectory(one.folder())).toList());
    return made.stream().filter(programmes::has).toList();
  }
}
