package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The uploads in the inbox that have been inspected. */
public final class ProbedFiles {
  private final Path inbox;
  private final Map<String, ProbedFile> byName = new ConcurrentHashMap<>();
  private final AtomicInteger changes = new AtomicInteger();

  /**
   * Nothing has been inspected yet.
   *
   * @param inbox the folder, which need not be there yet
   */
  public ProbedFiles(Path inbox) {
    this.inbox = inbox;
  }

  /** All files that lie in the inbox, inspected or not. */
  public List<String> inInbox() throws IOException {
    if (!Files.isDirectory(inbox)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(inbox)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(Files::isRegularFile)
          .map(file -> file.toAbsolutePath().toString())
          .toList();
    }
  }

  /** An inspection of a file, which does nothing if this upload has been inspected. */
  Inspection inspection(Path file) {
    return new Inspection(file, this);
  }

  /** Adds an upload that has been inspected. */
  void add(ProbedFile probed) {
    byName.put(probed.name(), probed);
    changes.incrementAndGet();
  }

  /** Forgets an upload, as another one of its name is inspected. */
  void forget(String name) {
    byName.remove(name);
    changes.incrementAndGet();
  }

  /** The upload of that name, if it has been inspected and is still there. */
  Optional<ProbedFile> of(String file) {
    return of(Path.of(file));
  }

  /** The upload of that name, if it has been inspected and is still there. */
  Optional<ProbedFile> of(Path file) {
    return Optional.ofNullable(byName.get(file.getFileName().toString()))
        .filter(ProbedFile::isCurrent);
  }

  /** The files of all that are still there. */
  public List<String> files() {
    return all().stream().map(probed -> probed.file().toString()).toList();
  }

  /** All that are still there. */
  List<ProbedFile> all() {
    if (byName.values().removeIf(probed -> !Files.exists(probed.file()))) {
      changes.incrementAndGet();
    }
    return List.copyOf(byName.values());
  }

  /** A number that differs once something has. */
  int changes() {
    return changes.get();
  }
}
