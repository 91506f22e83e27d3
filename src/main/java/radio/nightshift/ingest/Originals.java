package radio.nightshift.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.disk.FileStamp;

/**
 * Originals that were copied to another file system. Their writers may still have them open, so
 * each is kept for an hour in the hidden folder {@code .taken} of the ingest folder, in a folder
 * named by its size and time as they were copied; if it is written to, it is taken again.
 */
public final class Originals {
  private static final Logger LOG = LoggerFactory.getLogger(Originals.class);
  private static final String FOLDER = ".taken";

  private final Path ingest;
  private final Path folder;
  private final WatchedFiles watched;
  private boolean isRestored;

  /** Keeps the originals of an ingest folder. */
  Originals(Path ingest, WrittenFiles files) {
    this.ingest = ingest;
    this.folder = ingest.resolve(FOLDER);
    this.watched = new WatchedFiles(files, Originals::delete);
  }

  /** Those that were written to after they had been copied, and are finished now. */
  public synchronized List<String> changed() throws IOException {
    // The folder may be on a disk that comes later.
    if (!isRestored && Files.isDirectory(folder)) {
      isRestored = true;
      restore();
    }
    return watched.changed();
  }

  /**
   * Takes a file out of its folder that was copied.
   *
   * @param copied its stamp at that time
   */
  void setAside(Path file, FileStamp copied) throws IOException {
    if (!file.startsWith(ingest)) {
      Files.delete(file);
      return;
    }
    Path place = folder.resolve(label(copied)).resolve(file.getFileName());
    Files.createDirectories(place.getParent());
    try {
      Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException ownFileSystem) {
      Files.delete(place.getParent());
      Files.delete(file);
      return;
    }
    if (file.startsWith(folder) && !file.equals(place)) {
      Files.deleteIfExists(file.getParent());
    }
    watch(place, copied);
  }

  /** A rename changes one of its times; all else must be as it was. */
  private void watch(Path place, FileStamp copied) throws IOException {
    FileStamp now = FileStamp.of(place);
    watched.watchAs(place, now.holdsTheSame(copied) ? now : copied);
  }

  private static String label(FileStamp stamp) {
    return "%d-%d-%s"
        .formatted(
            stamp.size(),
            stamp.modified().toMillis(),
            Integer.toHexString(String.valueOf(stamp.key()).hashCode()));
  }

  /** Those that an earlier run has left. */
  private void restore() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder, 2)) {
      all = files.filter(Files::isRegularFile).toList();
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
    for (Path file : all) {
      try {
        FileStamp now = FileStamp.of(file);
        boolean isSame = label(now).equals(file.getParent().getFileName().toString());
        watched.watchAs(file, isSame ? now : new FileStamp(-1, now.modified(), null, null));
      } catch (IOException unreadable) {
        LOG.warn(
            "{} cannot be looked at ({}), and is left there; move or delete it.",
            file,
            unreadable.getMessage());
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
      Files.delete(file.getParent());
      Files.delete(file.getParent().getParent());
    } catch (DirectoryNotEmptyException | NoSuchFileException others) {
      LOG.trace("{} holds others", file.getParent());
    } catch (IOException e) {
      LOG.warn("{} cannot be cleared away ({}); delete it.", file, e.getMessage());
    }
  }
}
