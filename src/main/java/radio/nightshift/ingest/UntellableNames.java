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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import radio.nightshift.condition.Printable;
import radio.nightshift.programme.UnusableFileException;

/**
 * Finds files in the ingest folder whose names Camel's file component cannot carry: those that are
 * no text in this system's encoding, and those with a backslash.
 */
public final class UntellableNames {
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final char REPLACEMENT = '\uFFFD';

  /** As in the route that takes all others. */
  private static final Pattern UNFINISHED =
      Pattern.compile(
          "\\..*|.*\\.(part|partial|tmp|filepart|crdownload)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Path folder;
  private final boolean recursive;
  private final Map<Path, Look> looks = new HashMap<>();

  private record Look(long size, long modified, long since) {}

  /** Looks through a folder, and those in it if it is recursive. */
  public UntellableNames(Path folder, boolean recursive) {
    this.folder = folder;
    this.recursive = recursive;
  }

  /** Those files that have been the same for two seconds at least. */
  public synchronized List<Path> find() throws IOException {
    Map<Path, BasicFileAttributes> found = new HashMap<>();
    Files.walkFileTree(
        folder,
        EnumSet.noneOf(FileVisitOption.class),
        recursive ? Integer.MAX_VALUE : 1,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && isUntellable(file) && !isUnfinished(file)) {
              found.put(file, attributes);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    looks.keySet().retainAll(found.keySet());
    long now = System.nanoTime();
    List<Path> still = new ArrayList<>();
    found.forEach(
        (file, attributes) -> {
          Look look = new Look(attributes.size(), attributes.lastModifiedTime().toMillis(), now);
          Look before = looks.putIfAbsent(file, look);
          if (before != null && before.size == look.size && before.modified == look.modified) {
            if (now - before.since >= QUIET_NANOS) {
              still.add(file);
              // One that is still there then could not be moved.
              looks.put(file, new Look(look.size, look.modified, now + AGAIN_NANOS));
            }
          } else {
            looks.put(file, look);
          }
        });
    return still;
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

  private boolean isUntellable(Path file) {
    String path = folder.relativize(file).toString();
    return isUntellable(path) && (path.indexOf('\\') >= 0 || !Files.exists(folder.resolve(path)));
  }

  /** Whether a name, as text, is one that may not be what the file is called. */
  static boolean isUntellable(String name) {
    return name.indexOf('\\') >= 0 || name.indexOf(REPLACEMENT) >= 0;
  }

  private static boolean isUnfinished(Path file) {
    return UNFINISHED.matcher(file.getFileName().toString()).matches();
  }
}
