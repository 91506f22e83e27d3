package radio.nightshift.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * What differs once a file was written to, as one look at its entry tells it. The time at which the
 * system noted the last change counts too: programs that copy set the other time as they like.
 *
 * @param size in bytes
 * @param modified when it was written to, as its writer says
 * @param changed when it was written to, renamed or the like; null where the system does not tell
 * @param key tells it from other files of its name, as an inode does; may be null
 */
public record FileStamp(long size, FileTime modified, FileTime changed, Object key) {

  /** The stamp of a file as it lies there now; a link is not followed. */
  public static FileStamp of(Path file) throws IOException {
    try {
      Map<String, Object> all =
          Files.readAttributes(
              file, "unix:size,lastModifiedTime,ctime,fileKey", LinkOption.NOFOLLOW_LINKS);
      return new FileStamp(
          (Long) all.get("size"),
          (FileTime) all.get("lastModifiedTime"),
          (FileTime) all.get("ctime"),
          all.get("fileKey"));
    } catch (UnsupportedOperationException | IllegalArgumentException anotherSystem) {
      BasicFileAttributes basic =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new FileStamp(basic.size(), basic.lastModifiedTime(), null, basic.fileKey());
    }
  }

  /** Whether it holds the same, though it may have been renamed. */
  public boolean holdsTheSame(FileStamp other) {
    return size == other.size && modified.equals(other.modified);
  }
}
