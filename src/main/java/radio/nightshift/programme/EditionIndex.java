package radio.nightshift.programme;

import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Editions by their stamps, of all programmes and of each; a key is there once. */
public final class EditionIndex {
  private final NavigableMap<LocalDateTime, Map<String, Edition>> all = new TreeMap<>();
  private final Map<String, NavigableMap<LocalDateTime, Map<String, Edition>>> byProgramme =
      new HashMap<>();

  /** Adds an edition, in the place of one that had its key. */
  public synchronized void add(Edition edition) {
    put(all, edition);
    put(byProgramme.computeIfAbsent(edition.name().pid(), pid -> new TreeMap<>()), edition);
  }

  /** Removes an edition, if it is there. */
  public synchronized void remove(Edition edition) {
    remove(all, edition);
    NavigableMap<LocalDateTime, Map<String, Edition>> own = byProgramme.get(edition.name().pid());
    if (own != null && remove(own, edition)) {
      byProgramme.remove(edition.name().pid());
    }
  }

  /** All that bear a time from one to another, both included. */
  public synchronized List<Edition> between(LocalDateTime from, LocalDateTime to) {
    return editions(all.subMap(from, true, to, true).values());
  }

  /** Those of one programme. */
  synchronized List<Edition> between(String pid, LocalDateTime from, LocalDateTime to) {
    return editions(of(pid).subMap(from, true, to, true).values());
  }

  /** The last time before another for which a programme has an edition. */
  synchronized Optional<LocalDateTime> lastBefore(String pid, LocalDateTime stamp) {
    return Optional.ofNullable(of(pid).lowerKey(stamp));
  }

  /** The first time after another for which a programme has an edition. */
  synchronized Optional<LocalDateTime> firstAfter(String pid, LocalDateTime stamp) {
    return Optional.ofNullable(of(pid).higherKey(stamp));
  }

  private NavigableMap<LocalDateTime, Map<String, Edition>> of(String pid) {
    return byProgramme.getOrDefault(pid, new TreeMap<>());
  }

  private static List<Edition> editions(Collection<Map<String, Edition>> found) {
    return found.stream().flatMap(same -> same.values().stream()).toList();
  }

  private static void put(NavigableMap<LocalDateTime, Map<String, Edition>> map, Edition edition) {
    // Mostly of one entry: ten thousand large tables would be a burden.
    map.computeIfAbsent(edition.name().stamp(), stamp -> new HashMap<>(2))
        .put(edition.key(), edition);
  }

  /** Removes an edition; true if there is no other one left. */
  private static boolean remove(
      NavigableMap<LocalDateTime, Map<String, Edition>> map, Edition edition) {
    map.computeIfPresent(
        edition.name().stamp(),
        (stamp, same) -> {
          same.remove(edition.key());
          return same.isEmpty() ? null : same;
        });
    return map.isEmpty();
  }
}
