package radio.nightshift.ingest;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.camel.Body;
import radio.nightshift.condition.Printable;
import radio.nightshift.programme.UnusableFileException;

/**
 * Finds files in the ingest folder whose names Camel's file component cannot carry: those that are
 * no text in this system's encoding, and those with a backslash.
 */
public final class UnmappableNames {
  private static final char REPLACEMENT = '\uFFFD';

  private final Path folder;
  private final boolean recursive;
  private final QuietFiles<Path> quiet = new QuietFiles<>();

  /** Searches a folder, and its subfolders if it is recursive. */
  public UnmappableNames(Path folder, boolean recursive) {
    this.folder = folder;
    this.recursive = recursive;
  }

  /** Those files that are quiet. */
  public synchronized List<Path> find() throws IOException {
    List<Path> found = new ArrayList<>();
    long now = System.nanoTime();
    Files.walkFileTree(
        folder,
        EnumSet.noneOf(FileVisitOption.class),
        recursive ? Integer.MAX_VALUE : 1,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            boolean isForeign =
                !dir.equals(folder) && UnfinishedUploads.isForeign(dir.getFileName().toString());
            return isForeign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            long modified = attributes.lastModifiedTime().toMillis();
            if (attributes.isRegularFile()
                && isUnmappable(file)
                && !UnfinishedUploads.isOne(file.getFileName().toString())
                && quiet.isQuiet(file, List.of(attributes.size(), modified), now)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException renamed) {
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  /**
   * Refuses such a file.
   *
   * @throws UnusableFileException always
   */
  public void refuse(@Body Path file) throws UnusableFileException {
    throw new UnusableFileException(
        file,
        "Programme file '%s' has a name that is not UTF-8 or has a backslash in it; rename it and send it again."
            .formatted(Printable.printable(file.getFileName().toString())));
  }

  private boolean isUnmappable(Path file) {
    String path = folder.relativize(file).toString();
    return isUnmappable(path) && (path.indexOf('\\') >= 0 || !Files.exists(folder.resolve(path)));
  }

  /** Whether a name, as text, is one that may not be what the file is called. */
  static boolean isUnmappable(String name) {
    return name.indexOf('\\') >= 0 || name.indexOf(REPLACEMENT) >= 0;
  }
}
