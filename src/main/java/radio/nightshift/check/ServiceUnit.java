package radio.nightshift.check;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
  private static final String NO_PLACE = "playout\\..*|secrets\\.parameters|.*password";

  /** The settings of folders in which the station writes. */
  private static final Set<String> WRITTEN = Set.of("station.home", "ingest.folder");

  /** The settings of files that the station writes: aside, in the same folder, and renamed. */
  private static final Set<String> REPLACED = Set.of("schedule.csv", "schedule.google.token");

  private final String name;
  private final Map<String, Path> places;
  private final Programs programs = new Programs();

  ServiceUnit(String name, Map<String, Path> places) {
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
  private static Map<String, Path> places(SettingSources sources) {
    Map<String, Path> places = new TreeMap<>();
    sources
        .texts()
        .forEach(
            (setting, text) -> {
              String value = text.strip().replaceFirst("^file:/+", "/");
              if (value.startsWith("/") && !setting.matches(NO_PLACE)) {
                places.put(setting, Path.of(value).normalize());
              }
            });
    return places;
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
    places.forEach(
        (setting, place) -> {
          List<String> opening = opening(sandbox, setting, place);
          if (!opening.isEmpty()) {
            closed.add("%s '%s'".formatted(setting, place));
            lines.addAll(opening);
          }
        });
    if (!closed.isEmpty()) {
      throw new Trouble(
          "it keeps the station from %s; choose another place, or run 'systemctl edit %s' and write the lines %s"
              .formatted(String.join(", ", closed), name, String.join(" | ", lines)));
    }
    return "the station gets at every place that its settings name";
  }

  private static List<String> opening(Sandbox sandbox, String setting, Path place) {
    return REPLACED.contains(setting) && place.getParent() != null
        ? sandbox.opening(place.getParent(), true)
        : sandbox.opening(place, WRITTEN.contains(setting));
  }
}
