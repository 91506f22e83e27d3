package radio.nightshift.watchdog;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import radio.nightshift.condition.Printable;

/** The folder into which an encoder writes HLS. */
final class SegmentFolder {
  private static final String ENDING = ".ts";
  private static final int MOST_SEGMENTS = 5_000;
  private static final int MOST_NAMES = 200_000;

  private final Path folder;
  private final Set<String> leftOut;

  /**
   * A segment: whoever writes to the file makes it another.
   *
   * @param name of the file
   * @param written when it was written to last, by the machine's clock
   */
  record Segment(String name, FileTime written) {}

  /**
   * A folder.
   *
   * @param leftOut the names of files that do not count
   */
  SegmentFolder(Path folder, Set<String> leftOut) {
    this.folder = folder;
    this.leftOut = Set.copyOf(leftOut);
  }

  /**
   * Its segments. Links are none, wherever they lead.
   *
   * @throws CheckFailedException if it cannot be read, or is too full to be
   */
  List<Segment> segments() throws CheckFailedException {
    try {
      return read();
    } catch (NoSuchFileException e) {
      throw trouble("is not there; start the encoder, or correct watchdog.hls.folder");
    } catch (NotDirectoryException e) {
      throw trouble("is no folder; correct watchdog.hls.folder");
    } catch (AccessDeniedException e) {
      throw trouble("may not be read; let this user read it");
    } catch (IOException | DirectoryIteratorException e) {
      throw trouble("cannot be read (%s); inspect its disk".formatted(Printable.printable("" + e)));
    }
  }

  @Override
  public String toString() {
    return "'" + Printable.printable("" + folder) + "'";
  }

  private List<Segment> read() throws IOException, CheckFailedException {
    List<Segment> segments = new ArrayList<>();
    int names = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = "" + file.getFileName();
        if (name.endsWith(ENDING) && !leftOut.contains(name)) {
          add(file, name, segments);
        }
        if (++names > MOST_NAMES || segments.size() > MOST_SEGMENTS) {
          throw trouble("is too full to be watched; have the encoder delete old segments");
        }
      }
    }
    return segments;
  }

  private static void add(Path file, String name, List<Segment> to) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isRegularFile()) {
        to.add(new Segment(name, attributes.lastModifiedTime()));
      }
    } catch (NoSuchFileException deleted) {
      // The encoder deletes old ones at any moment.
    }
  }

  private CheckFailedException trouble(String words) {
    return new CheckFailedException("the folder %s %s".formatted(this, words));
  }
}
