package radio.nightshift.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names of all settings, to tell a misspelt one by. */
public final class SettingNames {
  private static final int FAR = 8;
  private static final String OF_ROUTES = "routes.";

  private final Set<String> known;
  private final List<String> unread;

  /**
   * Checks names against the station's settings.
   *
   * @param known the names in {@code application.properties}, and those of further mounts
   * @param off the rooms that are off, whose settings nobody reads
   */
  public SettingNames(Set<String> known, Collection<String> off) {
    this.known = new TreeSet<>(known);
    unread = Stream.concat(off.stream(), Stream.of("camel")).map(name -> name + ".").toList();
  }

  /** Whether it is a name for the user's own routes to read. */
  public static boolean isOfRoutes(String name) {
    return name.startsWith(OF_ROUTES);
  }

  /** The warnings that a settings file deserves, one for each name that nothing reads. */
  public Stream<String> warnings(Set<String> names) {
    return names.stream()
        .filter(name -> !known.contains(name) && !isOfRoutes(name))
        .filter(name -> unread.stream().noneMatch(name::startsWith))
        .sorted()
        .map(
            name ->
                "Nothing reads the setting '%s'%s"
                    .formatted(
                        name,
                        nearest(name).map(near -> "; did you mean '" + near + "'?").orElse(".")));
  }

  private Optional<String> nearest(String name) {
    return known.stream()
        .filter(other -> !other.startsWith("camel."))
        .filter(other -> distance(name, other) <= FAR)
        .min(Comparator.comparingInt(other -> distance(name, other)));
  }

  /** Levenshtein's: how many characters must be changed, added or taken away. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
