package radio.nightshift.ingest;

import java.io.File;
import java.nio.file.Files;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Printable;

/**
 * Lets a file through once it is quiet. Unlike a read lock it waits for all files at once, and
 * takes empty files and those that bear a time to come.
 */
public final class StableFiles implements GenericFileFilter<File> {
  private static final Logger LOG = LoggerFactory.getLogger(StableFiles.class);

  private final QuietFiles<String> quiet = new QuietFiles<>();
  private final FileTurns turns;

  /** Lets the quiet ones through in their turns. */
  public StableFiles(FileTurns turns) {
    this.turns = turns;
  }

  @Override
  public synchronized boolean accept(GenericFile<File> file) {
    if (file.isDirectory()) {
      return true;
    }
    if (isUnmappable(file.getFile())) {
      return false;
    }
    String path = file.getAbsoluteFilePath();
    boolean isNew = !quiet.isKnown(path);
    if (isNew) {
      turns.expect(file.getFileNameOnly());
    }
    boolean isQuiet =
        quiet.isQuiet(
            path,
            file.getFileLength(),
            file.getLastModified(),
            turns.now(),
            () -> turns.isTurn(file.getFileNameOnly()));
    if (Files.isSymbolicLink(file.getFile().toPath())) {
      if (isNew) {
        LOG.warn(
            "'{}' is a symbolic link and is not followed; put the file itself there.",
            Printable.printable(path));
      }
      return false;
    }
    return isQuiet;
  }

  /** Whether Camel takes it for another file than it is. */
  private static boolean isUnmappable(File file) {
    return UnmappableNames.isUnmappable(file.getPath())
        && (file.getPath().indexOf('\\') >= 0 || !file.exists());
  }
}
