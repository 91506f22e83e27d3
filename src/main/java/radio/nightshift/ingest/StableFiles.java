package radio.nightshift.ingest;

import java.io.File;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.schedule.ProgrammeFileName;

/**
 * Lets a file through once it has had the same size and time at two polls running. Unlike a read
 * lock it waits for all files at once, and takes empty files and those that bear a time to come.
 */
public final class StableFiles implements GenericFileFilter<File> {
  private static final Logger LOG = LoggerFactory.getLogger(StableFiles.class);

  private final Map<String, Look> looks = new HashMap<>();

  private record Look(long size, long modified) {}

  @Override
  public synchronized boolean accept(GenericFile<File> file) {
    if (file.isDirectory()) {
      return true;
    }
    String path = file.getAbsoluteFilePath();
    Look now = new Look(file.getFileLength(), file.getLastModified());
    Look before = looks.put(path, now);
    if (Files.isSymbolicLink(file.getFile().toPath())) {
      if (before == null) {
        LOG.warn(
            "'{}' is a symbolic link and is not followed; put the file itself there.",
            ProgrammeFileName.printable(path));
      }
      return false;
    }
    boolean stable = now.equals(before);
    if (stable) {
      looks.remove(path);
    }
    return stable;
  }
}
