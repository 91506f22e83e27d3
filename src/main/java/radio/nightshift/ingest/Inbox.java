package radio.nightshift.ingest;

import java.io.File;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.media.UnusableFileException;
import radio.nightshift.schedule.ProgrammeFileName;

/**
 * The originals as received: one file a name, in {@code inbox/}. A newer file of the same name
 * takes its place and the older one goes to {@code replaced/}; what is not a programme file goes to
 * {@code rejected/} with its reason beside it. Nothing is deleted.
 */
public final class Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
  private static final DateTimeFormatter ARRIVAL =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Path inbox;
  private final Path replaced;
  private final Path rejected;
  private final Clock clock;

  /** Keeps its folders below the station's home. */
  public Inbox(Path home, Clock clock) {
    this.inbox = home.resolve("inbox");
    this.replaced = home.resolve("replaced");
    this.rejected = home.resolve("rejected");
    this.clock = clock;
  }

  /**
   * Takes a file in.
   *
   * @return where it lies now
   * @throws UnusableFileException if its name says no air time
   */
  public String receive(File arrived) throws IOException, UnusableFileException {
    Path file = arrived.toPath();
    String name = file.getFileName().toString();
    try {
      ProgrammeFileName.parse(name);
    } catch (IllegalArgumentException refused) {
      throw new UnusableFileException(file, refused.getMessage());
    }
    Files.createDirectories(inbox);
    Path place = inbox.resolve(name);
    if (Files.exists(place)) {
      Path old = move(place, replaced, name);
      LOG.info("'{}' came again; the older one is kept as {}.", name, old);
    }
    move(file, inbox, name);
    LOG.info("'{}' has arrived ({} bytes).", name, Files.size(place));
    return place.toString();
  }

  /** Puts an unusable file aside, with the reason in a text file beside it. */
  public void reject(UnusableFileException refused) throws IOException {
    String name = refused.file().getFileName().toString();
    LOG.warn("{} It is now in {}.", refused.getMessage(), rejected);
    if (Files.exists(refused.file())) {
      Path place = move(refused.file(), rejected, name);
      Files.writeString(
          place.resolveSibling(place.getFileName() + ".txt"), refused.getMessage() + "\n");
    }
  }

  /**
   * Moves within a file system at once; between two, by a copy aside that is renamed when complete.
   */
  private Path move(Path file, Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    Path place = folder.resolve(name);
    if (Files.exists(place)) {
      place = folder.resolve(ARRIVAL.format(clock.instant()) + "_" + name);
    }
    try {
      Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException otherFileSystem) {
      Path aside = Files.createTempFile(folder, ".arriving-", "");
      Files.copy(
          file, aside, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(file);
    }
    return place;
  }
}
