package radio.nightshift.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a systemd unit lets its processes see of the disk. */
final class Sandbox {
  /** The properties of a unit that it is read from. */
  static final List<String> PROPERTIES =
      List.of(
          "LoadState",
          "ProtectHome",
          "PrivateTmp",
          "ProtectSystem",
          "StateDirectory",
          "ReadWritePaths",
          "BindPaths",
          "BindReadOnlyPaths");

  private static final List<Path> HOMES =
      List.of(Path.of("/home"), Path.of("/root"), Path.of("/run/user"));
  private static final List<Path> TEMPORARY = List.of(Path.of("/tmp"), Path.of("/var/tmp"));

  private final List<String> shown;

  /**
   * The sandbox of a unit.
   *
   * @param shown what {@code systemctl show} prints of its properties: a name and a value a line
   */
  Sandbox(String shown) {
    this.shown = shown.lines().toList();
  }

  /** Whether systemd knows the unit. */
  boolean isLoaded() {
    return values("LoadState").contains("loaded");
  }

  /**
   * The lines of a drop-in that opens a place to the unit's processes; none if it is open.
   *
   * @param isWritten whether they have to write there
   */
  List<String> opening(Path place, boolean isWritten) {
    String home = value("ProtectHome");
    boolean isHome = isBelow(place, HOMES);
    if (isHome && home.equals("yes")) {
      // Below the folder that lets nobody in, systemd passes over mounts.
      return List.of("ProtectHome=tmpfs", bind(place, isWritten));
    }
    if (isBound(place, isWritten)) {
      return List.of();
    }
    if (isHome && home.equals("tmpfs")) {
      return List.of(bind(place, isWritten));
    }
    if (isBelow(place, TEMPORARY) && !List.of("", "no").contains(value("PrivateTmp"))) {
      return List.of(bind(place, isWritten));
    }
    boolean isReadOnly =
        value("ProtectSystem").equals("strict") || isHome && home.equals("read-only");
    return isWritten && isReadOnly && !isBelow(place, writable())
        ? List.of("ReadWritePaths=" + place)
        : List.of();
  }

  private static String bind(Path place, boolean isWritten) {
    return (isWritten ? "BindPaths=" : "BindReadOnlyPaths=") + place;
  }

  private boolean isBound(Path place, boolean isWritten) {
    List<Path> bound = new ArrayList<>(paths("BindPaths"));
    if (!isWritten) {
      bound.addAll(paths("BindReadOnlyPaths"));
    }
    return isBelow(place, bound);
  }

  private List<Path> writable() {
    List<Path> writable = new ArrayList<>(paths("ReadWritePaths"));
    values("StateDirectory").forEach(name -> writable.add(Path.of("/var/lib", name)));
    return writable;
  }

  private static boolean isBelow(Path place, List<Path> folders) {
    return folders.stream().anyMatch(place::startsWith);
  }

  /** A path may have signs before it; of a mount, what it is mounted on comes second. */
  private List<Path> paths(String property) {
    return values(property).stream()
        .map(value -> value.replaceFirst("^[-+]+", "").split(":"))
        .map(parts -> Path.of(parts.length > 1 && !parts[1].isEmpty() ? parts[1] : parts[0]))
        .toList();
  }

  private String value(String property) {
    return String.join(" ", values(property));
  }

  /** A list stands in one line or in several. */
  private List<String> values(String property) {
    return shown.stream()
        .filter(line -> line.startsWith(property + "="))
        .flatMap(line -> Stream.of(line.substring(property.length() + 1).split(" ")))
        .filter(value -> !value.isEmpty())
        .toList();
  }
}
