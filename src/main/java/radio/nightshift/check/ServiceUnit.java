package radio.nightshift.check;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.component.exec.ExecException;
import radio.nightshift.ffmpeg.Programs;
import radio.nightshift.settings.SettingSources;

/**
 * The systemd unit that runs a station by its settings file. A check is run outside of it and sees
 * what the unit may hide, so systemd is asked, which knows its drop-ins too.
 */
public final class ServiceUnit {
  private static final Path SETTINGS = Path.of("/etc/nightshift");
  private static final String FILE = "nightshift.properties";
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** Settings whose values begin as a path does, and are none on this machine's disk. */
  private static final String NO_PLACE =
      "playout\\..*|secrets\\.parameters|.*password|loop\\.[^.]+\\.(?!source$).*";

  /** The settings of destinations, some of which are folders in which HLS is written. */
  private static final String DESTINATIONS = "loop\\.[^.]+\\.destination";

  /** The settings of folders in which the station writes. */
  private static final Set<String> WRITTEN = Set.of("station.home", "ingest.folder");

  /** The settings of files that the station writes: aside, in the same folder, and renamed. */
  private static final Set<String> REPLACED = Set.of("schedule.csv", "schedule.google.token");

  private final String name;
  private final List<Place> places;
  private final Programs programs = new Programs();

  /** A path that a setting names. */
  record Place(String setting, Path path) {}

  ServiceUnit(String name, List<Place> places) {
    this.name = name;
    this.places = places;
  }

  /**
   * The unit of settings that come from {@code /etc/nightshift/nightshift.properties}, or from a
   * folder beside it; others have none.
   */
  public static Optional<ServiceUnit> of(SettingSources sources) {
    return sources
        .file()
        .flatMap(ServiceUnit::name)
        .map(name -> new ServiceUnit(name, places(sources)));
  }

  static Optional<String> name(Path settings) {
    Path file = settings.toAbsolutePath().normalize();
    Path folder = file.getParent();
    if (folder == null || !file.endsWith(FILE)) {
      return Optional.empty();
    }
    if (folder.equals(SETTINGS)) {
      return Optional.of("nightshift.service");
    }
    return SETTINGS.equals(folder.getParent())
        ? Optional.of("nightshift@%s.service".formatted(folder.getFileName()))
        : Optional.empty();
  }

  /** What is below another place by a reference to it shares its lot. */
  static List<Place> places(SettingSources sources) {
    return sources.texts().entrySet().stream()
        .flatMap(one -> places(one.getKey(), one.getValue().strip()))
        .sorted(Comparator.comparing(Place::setting).thenComparing(Place::path))
        .toList();
  }

  private static Stream<Place> places(String setting, String value) {
    if (setting.matches(DESTINATIONS)) {
      return Stream.of(value.split(","))
          .map(String::strip)
          .filter(one -> one.matches("hls:/.+"))
          .map(one -> new Place(setting, Path.of(one.substring("hls:".length())).normalize()));
    }
    String path = value.replaceFirst("^file:/+", "/");
    return path.startsWith("/") && !setting.matches(NO_PLACE)
        ? Stream.of(new Place(setting, Path.of(path).normalize()))
        : Stream.empty();
  }

  /** Tries whether the station, run by this unit, gets at every place that its settings name. */
  public Probe probe() {
    return new Probe(name, this::look);
  }

  private String look() throws Trouble {
    try {
      return judge(new Sandbox(programs.output(LIMIT, command())));
    } catch (IOException | ExecException unanswered) {
      return "systemd cannot be asked here what it would hide from the station";
    }
  }

  private String[] command() {
    return new String[] {
      "systemctl", "show", "--property=" + String.join(",", Sandbox.PROPERTIES), name
    };
  }

  String judge(Sandbox sandbox) throws Trouble {
    if (!sandbox.isLoaded()) {
      return "systemd has no such unit";
    }
    List<String> closed = new ArrayList<>();
    Set<String> lines = new LinkedHashSet<>(List.of("[Service]"));
    for (Place place : places) {
      List<String> opening = opening(sandbox, place);
      if (!opening.isEmpty()) {
        closed.add("%s '%s'".formatted(place.setting, place.path));
        lines.addAll(opening);
      }
    }
    if (!closed.isEmpty()) {
      throw new Trouble(
          "it keeps the station from %s; choose another place, or run 'systemctl edit %s' and write the lines %s"
              .formatted(String.join(", ", closed), name, String.join(" | ", lines)));
    }
    return "the station gets at every place that its settings name";
  }

  private static List<String> opening(Sandbox sandbox, Place place) {
    boolean isReplaced = REPLACED.contains(place.setting) && place.path.getParent() != null;
    boolean isWritten = WRITTEN.contains(place.setting) || place.setting.matches(DESTINATIONS);
    return isReplaced
        ? sandbox.opening(place.path.getParent(), true)
        : sandbox.opening(place.path, isWritten);
  }
}
