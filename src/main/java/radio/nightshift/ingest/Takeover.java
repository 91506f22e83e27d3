package radio.nightshift.ingest;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import radio.nightshift.condition.Printable;
import radio.nightshift.disk.FileStamp;

/**
 * Moves a file that may still have a writer. Within a file system it is renamed, and the writer
 * goes on in its new place; between two it is copied aside, and nothing of it is lost that is
 * written meanwhile or later.
 */
final class Takeover {
  private final Originals originals;

  /**
   * Moves files.
   *
   * @param originals keeps those that were copied
   */
  Takeover(Originals originals) {
    this.originals = originals;
  }

  /**
   * Moves a file to a place, whatever lies there.
   *
   * @throws UploadChangedException if it has gone, or was written to while it was copied
   */
  Path move(Path file, Path place) throws IOException {
    Files.createDirectories(place.getParent());
    try {
      Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException otherFileSystem) {
      copy(file, place);
    } catch (NoSuchFileException gone) {
      throw gone(file);
    }
    return place;
  }

  private void copy(Path file, Path place) throws IOException {
    Path aside = Files.createTempFile(place.getParent(), ".arriving-", "");
    try {
      FileStamp before = FileStamp.of(file);
      long count = copied(file, aside, before.size());
      if (count < before.size() || !FileStamp.of(file).equals(before)) {
        throw new UploadChangedException(
            "'%s' was written to while it was copied; it is taken once it is finished"
                .formatted(shown(file)));
      }
      Files.setLastModifiedTime(aside, before.modified());
      Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
      takeOut(file, before, place);
    } catch (NoSuchFileException gone) {
      throw gone(file);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /**
   * So many bytes and no more: a file may grow for ever. They are on the disk when this returns.
   */
  private static long copied(Path file, Path to, long size) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
        FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
      long count = 0;
      long more = 1;
      while (count < size && more > 0) {
        more = in.transferTo(count, size - count, out);
        count += more;
      }
      out.force(true);
      return count;
    }
  }

  /** A file that stayed in its folder would arrive again at every poll. */
  private void takeOut(Path file, FileStamp copied, Path copy) throws IOException {
    try {
      originals.setAside(file, copied);
    } catch (NoSuchFileException gone) {
      // Its sender has taken it away at this moment; what was copied is whole.
      return;
    } catch (IOException e) {
      Files.delete(copy);
      throw new IOException(
          "'%s' cannot be taken out of its folder; let this user delete there"
              .formatted(shown(file)),
          e);
    }
  }

  private static UploadChangedException gone(Path file) {
    return new UploadChangedException(
        "'%s' was renamed or taken away before it was taken in; nothing is lost"
            .formatted(shown(file)));
  }

  private static String shown(Path file) {
    return Printable.printable(file.toString());
  }
}
