package radio.nightshift.programme;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/**
 * The station's mounts according to the settings: those of {@code playout.*}, which are {@code
 * main} and further ones by their names, and those of other rooms. Every room may ask for them,
 * whether the room that plays on them is on or not.
 */
public final class Mounts {
  /** Settings of the first mount that may lie in Parameter Store, by the parameters' names. */
  public static final Map<String, String> PARAMETERS =
      Map.of(
          "host", "playout.host",
          "port", "playout.port",
          "mount", "playout.mount",
          "password", "playout.password");

  private static final String FIRST = "main";

  private final Settings settings;
  private final boolean logsIn;

  /** Mounts that must have their passwords. */
  public Mounts(Settings settings) {
    this(settings, true);
  }

  /**
   * Mounts whose settings are read when they are asked for.
   *
   * @param logsIn whether each must have its password
   */
  public Mounts(Settings settings, boolean logsIn) {
    this.settings = settings;
    this.logsIn = logsIn;
  }

  /** The names of the further mounts. */
  private List<String> furtherNames() {
    List<String> names =
        Stream.of(settings.text("playout.mounts").split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    for (String name : names) {
      if (!name.matches("[a-z0-9][a-z0-9-]*")
          || MountSettings.isSetting(name)
          || name.equals(FIRST)
          || name.equals("enabled")) {
        throw Settings.wrong(
            "playout.mounts",
            name,
            "name further mounts by a-z, 0-9 and -, and not as a setting is named or main");
      }
    }
    return names;
  }

  /** The names of the settings that further mounts may have. */
  public Set<String> furtherSettings() {
    return furtherNames().stream()
        .flatMap(mount -> settingsBelow("playout." + mount))
        .collect(Collectors.toSet());
  }

  /** The names of the settings that a mount may have below a prefix, such as {@code loop.demo}. */
  public static Stream<String> settingsBelow(String prefix) {
    return MountSettings.names(prefix);
  }

  /**
   * Reads all mounts of the room playout, the first one first.
   *
   * @throws SettingException if a setting of theirs is wrong
   */
  public List<Mount> all() {
    List<Mount> mounts = new ArrayList<>(List.of(ofPlayout(FIRST)));
    furtherNames().forEach(name -> mounts.add(ofPlayout(name)));
    Set<String> addresses = new HashSet<>();
    for (Mount mount : mounts) {
      if (!addresses.add(mount.address())) {
        throw new SettingException(
            "playout.mounts: two mounts are %s; give each its own mount."
                .formatted(mount.address()));
      }
    }
    return mounts;
  }

  private Mount ofPlayout(String name) {
    return settingsOf("playout." + name).ofPlayout(name);
  }

  private MountSettings settingsOf(String prefix) {
    return new MountSettings(settings, prefix, logsIn);
  }

  /**
   * Reads the mounts of another room. What one lacks it takes from the first mount of the room
   * playout, save the path.
   *
   * @param prefixes of their settings, such as {@code loop.demo}, by the mounts' names; the mounts
   *     are returned in its order
   * @throws SettingException if a setting of theirs is wrong, or one is where another mount of the
   *     station is
   */
  public List<Mount> ofAnotherRoom(Map<String, String> prefixes) {
    Map<String, String> owners = new HashMap<>();
    if (settings.flag("playout.enabled")) {
      all().forEach(mount -> owners.put(mount.address(), "the mount " + mount.name()));
    }
    List<Mount> mounts = new ArrayList<>();
    prefixes.forEach(
        (name, prefix) -> {
          MountSettings own = settingsOf(prefix);
          Mount mount = own.withOwnPath(name);
          String owner = owners.putIfAbsent(mount.address(), own.pathKey());
          if (owner != null) {
            throw Settings.wrong(
                own.pathKey(),
                mount.path(),
                "%s has %s already: give another one".formatted(owner, mount.address()));
          }
          mounts.add(mount);
        });
    return mounts;
  }
}
