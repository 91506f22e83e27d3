package radio.nightshift.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import radio.nightshift.settings.PrivateFile;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/**
 * The route files that a station reads: those of the user's folder, and of the distribution's those
 * that are not there or do not hold. A route is code, so that nobody else may write what is read.
 */
public final class RouteFiles {
  private static final String SETTING = "station.routes";
  private static final String NAMED = ".*\\.camel\\.yaml";

  private final Path own;
  private final Path distribution;
  private final List<Path> files;
  private final List<Path> originals;
  private final List<RouteFault> faults;

  private RouteFiles(
      Path own,
      Path distribution,
      List<Path> files,
      List<Path> originals,
      List<RouteFault> faults) {
    this.own = own;
    this.distribution = distribution;
    this.files = files;
    this.originals = originals;
    this.faults = faults;
  }

  /**
   * Those of {@code station.routes}; without it, those of the distribution alone.
   *
   * @throws radio.nightshift.settings.SettingException if the folder cannot be read, or others may
   *     write to it
   */
  public static RouteFiles of(Settings settings) {
    return in(settings.text(SETTING).isEmpty() ? distribution() : settings.place(SETTING));
  }

  /** Those of a folder, in the way of {@link #of}. */
  public static RouteFiles in(Path folder) {
    Path own = folder.toAbsolutePath().normalize();
    Path distribution = distribution();
    List<Path> files = in(own, NAMED);
    if (!own.equals(distribution)) {
      requireSafe(own);
      files.forEach(RouteFiles::requireSafe);
    }
    List<RouteFault> faults = files.stream().flatMap(file -> fault(file).stream()).toList();
    return new RouteFiles(own, distribution, files, in(distribution, NAMED), faults);
  }

  private static Optional<RouteFault> fault(Path file) {
    return Optional.ofNullable(
            !Files.exists(file)
                ? "it is a link to what is not there"
                : !Files.isRegularFile(file)
                    ? "it is not a file"
                    : !Files.isReadable(file) ? "this user may not read it" : null)
        .map(words -> new RouteFault(file, 0, words));
  }

  private static Path distribution() {
    return Path.of(System.getProperty("nightshift.distribution", "src/main/resources"), "routes")
        .toAbsolutePath()
        .normalize();
  }

  /** These without some that do not hold. */
  public RouteFiles without(List<RouteFault> more) {
    return new RouteFiles(
        own,
        distribution,
        files,
        originals,
        Stream.concat(faults.stream(), more.stream()).toList());
  }

  /** What Camel is to read, as a pattern of its own. */
  public String pattern() {
    List<Path> used = used();
    return Stream.concat(used.stream(), originals.stream().filter(notIn(used)))
        .map(file -> "file:" + file)
        .collect(Collectors.joining(","));
  }

  /** The names of the distribution's files that the user's folder lacks. */
  public List<String> missing() {
    return originals.stream()
        .filter(notIn(files))
        .map(file -> file.getFileName().toString())
        .toList();
  }

  private static Predicate<Path> notIn(List<Path> files) {
    Set<Path> names = files.stream().map(Path::getFileName).collect(Collectors.toSet());
    return file -> !names.contains(file.getFileName());
  }

  /** What is in the user's folder and looks like a route file, but is not named like one. */
  public List<Path> misnamed() {
    return in(own, "(?i).*\\.(ya?ml|xml|java)").stream()
        .filter(file -> !files.contains(file))
        .toList();
  }

  /** Those that are not read, each with the reason. */
  public List<RouteFault> faults() {
    return faults;
  }

  /** Those that the user has added or edited, without those that do not hold. */
  public List<Path> edited() {
    return used().stream().filter(file -> isAdded(file) || isEdited(file)).toList();
  }

  private boolean isEdited(Path file) {
    try {
      return Files.mismatch(file, original(file)) >= 0;
    } catch (IOException e) {
      // It has gone since, or the disk is in trouble: then it is to blame if a start fails.
      return true;
    }
  }

  /** Whether the distribution has no file of that name. */
  public boolean isAdded(Path file) {
    return !Files.exists(original(file));
  }

  /** The distribution's file in the place of which the user's is read. */
  public Path original(Path file) {
    return distribution.resolve(file.getFileName());
  }

  private List<Path> used() {
    Set<Path> out = faults.stream().map(RouteFault::file).collect(Collectors.toSet());
    return files.stream().filter(file -> !out.contains(file)).toList();
  }

  private static List<Path> in(Path folder, String pattern) {
    try (Stream<Path> all = Files.list(folder)) {
      // An editor's own files, such as the link with which Emacs locks one, are hidden.
      return all.filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> file.toString().matches(pattern))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static SettingException unreadable(Path path, IOException e) {
    return Settings.wrong(
        SETTING,
        "" + path,
        "give a folder with route files that this user may read (%s)"
            .formatted(e.getClass().getSimpleName()));
  }

  private static void requireSafe(Path path) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      if (!PrivateFile.isOwn(path)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE)
          || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
        throw Settings.wrong(
            SETTING,
            "" + path,
            "a route is code, and others may write this one; chown it to root and chmod go-w it");
      }
    } catch (NoSuchFileException e) {
      // An editor has just replaced it; what is not there is not read.
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }
}
