package radio.nightshift.ingest;

import java.io.File;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Printable;

/**
 * Lets a file through once it has had the same size and time for two seconds at least. Unlike a
 * read lock it waits for all files at once, and takes empty files and those that bear a time to
 * come.
 */
public final class StableFiles implements GenericFileFilter<File> {
  private static final Logger LOG = LoggerFactory.getLogger(StableFiles.class);

  private final Map<String, Look> looks = new HashMap<>();

  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** What a file looked like, since when, and when it was let through, or 0. */
  private record Look(long size, long modified, long since, long taken) {}

  @Override
  public synchronized boolean accept(GenericFile<File> file) {
    if (file.isDirectory()) {
      return true;
    }
    if (isUntellable(file.getFile())) {
      return false;
    }
    String path = file.getAbsoluteFilePath();
    long now = System.nanoTime();
    Look before = looks.get(path);
    boolean same =
        before != null
            && before.size == file.getFileLength()
            && before.modified == file.getLastModified();
    if (!same) {
      looks.values().removeIf(look -> look.taken != 0 && now - look.taken > 2 * AGAIN_NANOS);
      looks.put(path, new Look(file.getFileLength(), file.getLastModified(), now, 0));
    }
    if (Files.isSymbolicLink(file.getFile().toPath())) {
      if (before == null) {
        LOG.warn(
            "'{}' is a symbolic link and is not followed; put the file itself there.",
            Printable.printable(path));
      }
      return false;
    }
    if (!same || now - before.since < QUIET_NANOS) {
      return false;
    }
    // One that is still here could not be taken: once a minute is enough to find that out again.
    boolean take = before.taken == 0 || now - before.taken > AGAIN_NANOS;
    if (take) {
      looks.put(path, new Look(before.size, before.modified, before.since, now));
    }
    return take;
  }

  /** Whether Camel takes it for another file than it is. */
  private static boolean isUntellable(File file) {
    return UntellableNames.isUntellable(file.getPath())
        && (file.getPath().indexOf('\\') >= 0 || !file.exists());
  }
}
