package radio.nightshift.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.UnusableFileException;

/**
 * The originals as received: one file a name, in {@code inbox/}. A newer file of the same name
 * takes its place and the older one goes to {@code replaced/}; what is not a programme file goes to
 * {@code rejected/} with its reason beside it. Nothing is deleted.
 */
public final class Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
  private static final DateTimeFormatter ARRIVAL =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Pattern STAMPED = Pattern.compile("^\\d{8}T\\d{6}\\.\\d{3}Z_");
  private static final int MAX_NAME = 255;

  private final Path inbox;
  private final Path replaced;
  private final Path rejected;
  private final Takeover takeover;
  private final WatchedFiles rejectedFiles;
  private final Clock clock;
  private volatile Arrival last;

  /** A file that has come in. */
  record Arrival(String name, Instant at) {}

  /**
   * Keeps its folders below the station's home.
   *
   * @param rejectedFiles watches those that were rejected, which may have been incomplete
   */
  Inbox(Path home, Takeover takeover, WatchedFiles rejectedFiles, Clock clock) {
    this.inbox = home.resolve("inbox");
    this.replaced = home.resolve("replaced");
    this.rejected = home.resolve("rejected");
    this.takeover = takeover;
    this.rejectedFiles = rejectedFiles;
    this.clock = clock;
  }

  /**
   * Moves a file that has arrived into the inbox.
   *
   * @return where it lies now
   * @throws UnusableFileException if its name says no air time
   * @throws UploadChangedException if it has gone, or was written to meanwhile
   */
  public String receive(@Body String arrived) throws IOException, UnusableFileException {
    Path file = Path.of(arrived);
    String name = nameOf(file);
    try {
      ProgrammeFileName.parse(name);
    } catch (IllegalArgumentException refused) {
      throw new UnusableFileException(file, refused.getMessage());
    }
    Path place = inbox.resolve(name);
    Optional<Path> old = keepOld(place);
    try {
      takeover.move(file, place);
    } catch (IOException failed) {
      restore(old, place);
      throw failed;
    }
    old.ifPresent(kept -> LOG.info("'{}' came again; the older one is kept as {}.", name, kept));
    LOG.info("'{}' has arrived ({} bytes).", name, Files.size(place));
    last = new Arrival(name, clock.instant());
    return place.toString();
  }

  /** In {@code rejected/} it may have been put beside another of its name. */
  private String nameOf(Path file) {
    String name = file.getFileName().toString();
    return rejected.equals(file.getParent()) ? STAMPED.matcher(name).replaceFirst("") : name;
  }

  /** Keeps what a newer file will take the place of, which until then stays there if it can. */
  private Optional<Path> keepOld(Path place) throws IOException {
    if (!Files.exists(place)) {
      return Optional.empty();
    }
    Path kept = stamped(Files.createDirectories(replaced), place.getFileName().toString());
    try {
      Files.createLink(kept, place);
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      takeover.move(place, kept);
    }
    return Optional.of(kept);
  }

  private static void restore(Optional<Path> old, Path place) throws IOException {
    if (old.isPresent() && !Files.exists(place)) {
      Files.move(old.get(), place, StandardCopyOption.ATOMIC_MOVE);
    } else if (old.isPresent()) {
      Files.deleteIfExists(old.get());
    }
  }

  /** What was taken in last since the start. */
  Optional<Arrival> last() {
    return Optional.ofNullable(last);
  }

  /** Whether a file of that name is here. */
  boolean holds(String name) {
    return Files.exists(inbox.resolve(name));
  }

  /** The size of the file of that name in bytes, or -1 if there is none. */
  long size(String name) {
    try {
      return Files.size(inbox.resolve(name));
    } catch (IOException none) {
      return -1;
    }
  }

  /** Deletes a copy of what lies, or lay, somewhere else. */
  void delete(String name) throws IOException {
    Files.deleteIfExists(inbox.resolve(name));
  }

  /** Removes a file that its sender has withdrawn; it is kept in {@code replaced/}. */
  public void withdraw(@Body String name) throws IOException {
    Path file = inbox.resolve(name);
    if (Files.exists(file)) {
      Path place = takeover.move(file, stamped(replaced, name));
      LOG.info(
          "'{}' was deleted from the bucket before its time and does not play; it is kept as {}.",
          name,
          place);
    }
  }

  /**
   * Puts an unusable file aside, with the reason in a text file beside it. If it had taken the
   * place of an older upload of its name, that one takes its place again.
   */
  public void reject(UnusableFileException refused) throws IOException {
    Path file = refused.file();
    String name = file.getFileName().toString();
    if (!Files.exists(file)) {
      LOG.warn("{} It has gone from {} by now.", refused.getMessage(), file.getParent());
    } else {
      Path place = keepingItsName(file);
      rejectedFiles.watch(place.toString());
      LOG.warn("{} It is now in {}.", refused.getMessage(), rejected);
      String reason = fitting("", place.getFileName().toString(), ".txt");
      Files.writeString(rejected.resolve(reason), refused.getMessage() + "\n");
    }
    Optional<Path> older = newestReplaced(name);
    if (older.isPresent() && file.equals(inbox.resolve(name)) && !Files.exists(file)) {
      takeover.move(older.get(), file);
      LOG.info("The older '{}' counts again.", name);
    }
  }

  /** A name that is no text in this system's encoding stays as it is, byte for byte. */
  private Path keepingItsName(Path file) throws IOException {
    if (rejected.equals(file.getParent())) {
      return file;
    }
    Files.createDirectories(rejected);
    Path place = rejected.resolve(file.getFileName());
    return takeover.move(
        file, Files.exists(place) ? stamped(rejected, file.getFileName().toString()) : place);
  }

  private Optional<Path> newestReplaced(String name) throws IOException {
    if (!Files.isDirectory(replaced)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(replaced)) {
      return files
          .filter(
              file -> STAMPED.matcher(file.getFileName().toString()).replaceFirst("").equals(name))
          .max(Comparator.naturalOrder());
    }
  }

  /** A place with the time in its name, at which nothing is yet: a move would overwrite it. */
  private Path stamped(Path folder, String name) {
    Instant time = clock.instant();
    Path place;
    do {
      place = folder.resolve(fitting(ARRIVAL.format(time) + "_", name, ""));
      time = time.plusMillis(1);
    } while (Files.exists(place));
    return place;
  }

  /** A name with something before or behind it, cut short to what file systems take. */
  private static String fitting(String before, String name, String behind) {
    String shortened = name;
    while ((before + shortened + behind).getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
      shortened = shortened.substring(0, shortened.offsetByCodePoints(shortened.length(), -1));
    }
    return before + shortened + behind;
  }
}
