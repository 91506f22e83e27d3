package radio.nightshift.ingest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Printable;
import radio.nightshift.condition.Severity;
import radio.nightshift.disk.FileStamp;

/**
 * Lets a file of the ingest folder through once its writer has finished it. Unlike a read lock it
 * waits for all files at once, and takes those that bear a time to come.
 */
public final class StableFiles implements GenericFileFilter<File> {
  private static final Logger LOG = LoggerFactory.getLogger(StableFiles.class);
  private static final String ROOM = "ingest";
  private static final String UNFINISHED = "unfinished ";
  private static final String FOLDER = "folder";
  private static final int MOST_NAMED = 20;

  private final Path folder;
  private final WrittenFiles files;
  private final Set<Path> foreign = ConcurrentHashMap.newKeySet();
  private final FileTurns turns;
  private final Conditions conditions;
  private final Duration unfinished;

  /**
   * Filters the files of a folder, and lets those that are finished through in their turns.
   *
   * @param unfinished how long a file that is incomplete by its own format must be unchanged
   */
  StableFiles(
      Path folder,
      WrittenFiles files,
      Duration unfinished,
      Conditions conditions,
      FileTurns turns) {
    this.folder = folder;
    this.files = files;
    this.conditions = conditions;
    this.unfinished = unfinished;
    this.turns = turns;
  }

  @Override
  public boolean accept(GenericFile<File> file) {
    if (file.isDirectory()) {
      return !UnfinishedUploads.isForeign(file.getFileNameOnly());
    }
    if (isUnmappable(file.getFile())) {
      return false;
    }
    Path path = Path.of(file.getAbsoluteFilePath());
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      warnOfNoFile(path);
      return false;
    }
    try {
      String name = file.getFileNameOnly();
      if (!files.isKnown(path)) {
        turns.expect(name);
      }
      return files.isFinished(path, FileStamp.of(path), turns.now(), () -> turns.isTurn(name));
    } catch (IOException gone) {
      return false;
    }
  }

  /** Nothing of it is opened: to open a pipe would wait for whoever writes into it. */
  private void warnOfNoFile(Path path) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) || !foreign.add(path)) {
      return;
    }
    LOG.warn(
        "'{}' is {}; put the file itself there.",
        Printable.printable(path.toString()),
        Files.isSymbolicLink(path)
            ? "a symbolic link and is not followed"
            : "no ordinary file and is left alone");
  }

  /** Reports on files that wait to be finished, and on a folder that is not there. */
  public void report() {
    List<String> named = new ArrayList<>();
    for (Map.Entry<String, String> one : files.troubles(System.nanoTime()).entrySet()) {
      if (named.size() < MOST_NAMED) {
        named.add(UNFINISHED + one.getKey());
        conditions.raise(
            ROOM,
            UNFINISHED + one.getKey(),
            Severity.WARNING,
            "'%s' waits in the ingest folder, since it is incomplete: %s"
                .formatted(Printable.printable(one.getKey()), one.getValue()),
            ("finish its upload, or send it again; as it is, it is taken once unchanged for %d s,"
                    + " or sooner if its air time is near")
                .formatted(unfinished.toSeconds()));
      }
    }
    conditions.clearOthers(ROOM, UNFINISHED, named);
    reportFolder();
  }

  private void reportFolder() {
    String trouble = folderTrouble();
    if (trouble.isEmpty()) {
      conditions.clear(ROOM, FOLDER, "The ingest folder %s can be used again".formatted(folder));
    } else {
      conditions.raise(
          ROOM,
          FOLDER,
          Severity.ERROR,
          "The ingest folder %s %s, and no file is taken from it".formatted(folder, trouble),
          "put it back under its name, mount its disk, let this user read and write it, or set ingest.folder");
    }
  }

  private String folderTrouble() {
    if (!Files.isDirectory(folder)) {
      return "is not there";
    }
    if (!Files.isReadable(folder)) {
      return "cannot be read";
    }
    // A file that is taken is taken out of it.
    return Files.isWritable(folder) ? "" : "cannot be written to";
  }

  /** Whether Camel takes it for another file than it is. */
  private static boolean isUnmappable(File file) {
    return UnmappableNames.isUnmappable(file.getPath())
        && (file.getPath().indexOf('\\') >= 0 || !file.exists());
  }
}
