package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import radio.nightshift.programme.EditionIndex;

/** The uploads in the inbox that have been inspected. */
public final class ProbedFiles {
  private final Path inbox;
  private final Map<String, ProbedFile> byName = new ConcurrentHashMap<>();
  private final EditionIndex editions = new EditionIndex();

  /**
   * Nothing has been inspected yet.
   *
   * @param inbox the folder, which need not be there yet
   */
  public ProbedFiles(Path inbox) {
    this.inbox = inbox;
  }

  /** Lists what lies in the inbox, inspected or not, and forgets what has gone from there. */
  List<Path> inInbox() throws IOException {
    List<Path> files = List.of();
    if (Files.isDirectory(inbox)) {
      try (Stream<Path> found = Files.list(inbox.toAbsolutePath())) {
        files = found.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
      }
    }
    Set<String> names =
        files.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    for (ProbedFile probed : byName.values()) {
      // What came in after the listing is there.
      if (!names.contains(probed.name()) && !Files.exists(probed.file())) {
        forget(probed.name());
      }
    }
    return files;
  }

  /** An inspection of a file, which does nothing if this upload has been inspected. */
  Inspection inspection(Path file) {
    return new Inspection(file, this);
  }

  /** Adds an upload that has been inspected. */
  synchronized void add(ProbedFile probed) {
    byName.put(probed.name(), probed);
    editions.add(probed.edition());
  }

  /** Forgets an upload, as another one of its name is inspected. */
  synchronized void forget(String name) {
    ProbedFile known = byName.remove(name);
    if (known != null) {
      editions.remove(known.edition());
    }
  }

  /** The upload of that name, if it has been inspected and is still there. */
  Optional<ProbedFile> of(String file) {
    return of(Path.of(file));
  }

  /** The upload of that name, if it has been inspected and is still there. */
  Optional<ProbedFile> of(Path file) {
    return named(file.getFileName().toString()).filter(ProbedFile::isCurrent);
  }

  /** The upload of that name, if it has been inspected; it may have gone since. */
  Optional<ProbedFile> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Those that bear a time near to another, in the order of their times; they may have gone. */
  List<ProbedFile> near(LocalDateTime stamp, Duration distance) {
    return editions.between(stamp.minus(distance), stamp.plus(distance)).stream()
        .flatMap(edition -> named(edition.key()).stream())
        .toList();
  }

  /** All that have been inspected, by their times and programmes. */
  EditionIndex editions() {
    return editions;
  }
}
