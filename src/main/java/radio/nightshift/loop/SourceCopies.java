package radio.nightshift.loop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of a channel's copies. Each bears a hash of the address and of its version, so no part
 * of an address gets into a name; what is not whole begins with {@code .part-}.
 */
final class SourceCopies {
  private static final String PART = ".part-";
  private static final int ADDRESS_BYTES = 8;
  private static final int VERSION_BYTES = 16;

  private final Path folder;
  private final SourceAddress address;
  private final Clock clock;

  SourceCopies(Path folder, SourceAddress address, Clock clock) {
    this.folder = folder;
    this.address = address;
    this.clock = clock;
  }

  /**
   * The name of a version.
   *
   * @param identity what differs between versions of this address
   */
  String version(String identity) {
    return hash(address.whole() + '\n' + identity, VERSION_BYTES);
  }

  /** Whether a version is here. */
  boolean has(String version) {
    return Files.isRegularFile(place(version));
  }

  /** A version that is here. */
  SourceFile file(String version) {
    return new SourceFile(version, place(version), address.toString());
  }

  /** How much of a version has come so far, in bytes. */
  long begun(String version) throws IOException {
    Path part = part(version);
    return Files.exists(part) ? Files.size(part) : 0;
  }

  /** Begins a version from its first byte on. */
  void restart(String version) throws IOException {
    Files.deleteIfExists(part(version));
  }

  /**
   * The file into which a version is to come, or whose rest is to come.
   *
   * @param size of the whole, or a negative number if that is not known
   * @throws SourceException if there is no room for it
   */
  Path begin(String version, long size) throws IOException {
    Files.createDirectories(folder);
    Path part = part(version);
    for (Path other : files()) {
      if (isPart(other) && !other.equals(part)) {
        Files.deleteIfExists(other);
      }
    }
    // A FileStore would be asked of the list of mounts, which in containers lacks some.
    long room = folder.toFile().getUsableSpace();
    long missing = size - begun(version);
    if (missing > room) {
      throw address.trouble(
          "needs %d bytes and '%s' has room for %d".formatted(missing, folder, room),
          "make room there");
    }
    return part;
  }

  /** Puts a version in place that has come in whole. */
  SourceFile put(Path part, String version) throws IOException {
    // After a power cut the name must not be there without the bytes.
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, place(version), StandardCopyOption.ATOMIC_MOVE);
    return confirm(version);
  }

  /** Notes that a version that is here is now the source's newest. */
  SourceFile confirm(String version) throws IOException {
    Files.setLastModifiedTime(place(version), FileTime.from(clock.instant()));
    return file(version);
  }

  /** The version that was the source's newest when it was last reached. */
  Optional<SourceFile> newest() throws IOException {
    return files().stream()
        .filter(one -> name(one).startsWith(prefix()))
        .max(Comparator.comparing(one -> one.toFile().lastModified()))
        .map(one -> file(name(one).substring(prefix().length())));
  }

  /**
   * Removes all versions but the newest and some others; what has not come in whole stays.
   *
   * @param others files that are still needed
   */
  void tidy(Set<Path> others) throws IOException {
    Set<Path> kept =
        Stream.concat(others.stream(), newest().map(SourceFile::path).stream())
            .collect(Collectors.toSet());
    for (Path one : files()) {
      if (!isPart(one) && !kept.contains(one)) {
        Files.deleteIfExists(one);
      }
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private Path place(String version) {
    return folder.resolve(prefix() + version);
  }

  private Path part(String version) {
    return folder.resolve(PART + prefix() + version);
  }

  private String prefix() {
    return hash(address.whole(), ADDRESS_BYTES) + "-";
  }

  private static boolean isPart(Path file) {
    return name(file).startsWith(PART);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static String hash(String text, int bytes) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
