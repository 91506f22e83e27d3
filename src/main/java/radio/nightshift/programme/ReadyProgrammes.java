package radio.nightshift.programme;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The programmes that are ready, by their folders and by the files they were made of. */
final class ReadyProgrammes {
  private final Map<Path, PreparedProgramme> byFolder = new ConcurrentHashMap<>();
  private final Map<String, List<PreparedProgramme>> bySource = new ConcurrentHashMap<>();
  private final EditionIndex editions = new EditionIndex();

  List<PreparedProgramme> all() {
    return List.copyOf(byFolder.values());
  }

  boolean has(PreparedProgramme programme) {
    return byFolder.containsKey(programme.folder());
  }

  /** Those that were made of a file. */
  List<PreparedProgramme> of(String source) {
    return bySource.getOrDefault(source, List.of());
  }

  /** The files that they were made of. */
  EditionIndex editions() {
    return editions;
  }

  /** Adds one in place of those that it makes stale, which have a file in common with it. */
  List<PreparedProgramme> put(PreparedProgramme programme) {
    List<PreparedProgramme> stale =
        programme.sources().stream()
            .flatMap(source -> of(source).stream())
            .distinct()
            .filter(older -> older.isReplacedBy(programme))
            .toList();
    remove(stale);
    remove(Stream.ofNullable(byFolder.get(programme.folder())).toList());
    byFolder.put(programme.folder(), programme);
    for (Edition edition : PreparedProgramme.editions(List.of(programme))) {
      List<PreparedProgramme> before = of(edition.key());
      bySource.put(edition.key(), Stream.concat(before.stream(), Stream.of(programme)).toList());
      editions.add(edition);
    }
    return stale;
  }

  void remove(Collection<PreparedProgramme> programmes) {
    for (PreparedProgramme programme : programmes) {
      byFolder.remove(programme.folder());
      for (Edition edition : PreparedProgramme.editions(List.of(programme))) {
        List<PreparedProgramme> left =
            of(edition.key()).stream().filter(one -> !one.equals(programme)).toList();
        if (left.isEmpty()) {
          bySource.remove(edition.key());
          editions.remove(edition);
        } else {
          bySource.put(edition.key(), left);
        }
      }
    }
  }
}
