package radio.nightshift.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import radio.nightshift.settings.PrivateFile;
import radio.nightshift.settings.Settings;

/**
 * The route files that a station reads: those of the user's folder, and of the distribution's those
 * that are not there. A route is code, so that nobody else may write what is read.
 */
public final class RouteFiles {
  private static final String SETTING = "station.routes";
  private static final String ENDING = ".camel.yaml";

  private final Path own;
  private final Path distribution;

  private RouteFiles(Path own, Path distribution) {
    this.own = own;
    this.distribution = distribution;
  }

  /** Those of {@code station.routes}; without it, those of the distribution alone. */
  public static RouteFiles of(Settings settings) {
    Path distribution =
        Path.of(System.getProperty("nightshift.distribution", "src/main/resources"), "routes")
            .toAbsolutePath();
    Path own =
        settings.text(SETTING).isEmpty() ? distribution : settings.place(SETTING).normalize();
    return new RouteFiles(own, distribution);
  }

  /**
   * What Camel is to read, as a pattern of its own.
   *
   * @throws radio.nightshift.settings.SettingException if the folder cannot be read, or others may
   *     write to it
   */
  public String pattern() {
    Stream<Path> inPlace = missing().stream().map(distribution::resolve);
    return Stream.concat(in(own).stream(), inPlace)
        .map(file -> "file:" + file)
        .collect(Collectors.joining(","));
  }

  /** The names of the distribution's files that the user's folder lacks. */
  public List<String> missing() {
    List<String> names = new ArrayList<>(names(distribution));
    names.removeAll(names(own));
    return names;
  }

  private List<String> names(Path folder) {
    return in(folder).stream().map(file -> file.getFileName().toString()).toList();
  }

  private List<Path> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
      if (folder.equals(own)) {
        requireSafe(folder);
        for (Path file : found) {
          requireSafe(file);
        }
      }
      return found;
    } catch (IOException e) {
      throw Settings.wrong(
          SETTING,
          "" + folder,
          "give a folder with route files that this user may read (%s)"
              .formatted(e.getClass().getSimpleName()));
    }
  }

  private static void requireSafe(Path path) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    if (!PrivateFile.isOwn(path)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)
        || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
      throw Settings.wrong(
          SETTING,
          "" + path,
          "a route is code, and others may write this one; chown it to root and chmod go-w it");
    }
  }
}
