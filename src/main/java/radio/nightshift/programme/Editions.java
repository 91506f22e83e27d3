package radio.nightshift.programme;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All editions there are, by the instants and the programmes they are for. */
final class Editions {
  private final ZoneId zone;
  private final Map<Instant, List<Edition>> byInstant = new HashMap<>();
  private final Map<String, NavigableMap<Instant, List<Edition>>> byProgramme = new HashMap<>();

  Editions(Collection<Edition> editions, Map<Instant, List<Slot>> slots, ZoneId zone) {
    this.zone = zone;
    for (Edition edition : editions) {
      Instant instant = instant(edition.name(), slots);
      byInstant.computeIfAbsent(instant, key -> new ArrayList<>()).add(edition);
      byProgramme
          .computeIfAbsent(edition.name().pid(), key -> new TreeMap<>())
          .computeIfAbsent(instant, key -> new ArrayList<>())
          .add(edition);
    }
    byInstant.forEach(this::inOrder);
    byProgramme.values().forEach(all -> all.forEach(this::inOrder));
  }

  /** All for an instant, the preferred ones of each programme first. */
  List<Edition> at(Instant instant) {
    return byInstant.getOrDefault(instant, List.of());
  }

  Set<Instant> instants() {
    return byInstant.keySet();
  }

  /** The programme's latest usable edition that is older than the slot. */
  Optional<Edition> latestBefore(Slot slot) {
    NavigableMap<Instant, List<Edition>> all = byProgramme.get(slot.pid());
    if (all == null) {
      return Optional.empty();
    }
    String ownStamp = ProgrammeFileName.stamp(slot.start(), zone);
    return all.headMap(slot.start(), false).descendingMap().values().stream()
        .flatMap(List::stream)
        .filter(edition -> edition.isUsable() && !edition.name().name().startsWith(ownStamp))
        .findFirst();
  }

  /** A local time that comes twice is the one that the calendar has, or else the first. */
  private Instant instant(ProgrammeFileName name, Map<Instant, List<Slot>> slots) {
    LocalDateTime stamp = name.stamp();
    for (ZoneOffset offset : zone.getRules().getValidOffsets(stamp)) {
      Instant instant = stamp.toInstant(offset);
      if (slots.getOrDefault(instant, List.of()).stream()
          .anyMatch(slot -> slot.pid().equals(name.pid()))) {
        return instant;
      }
    }
    return name.instant(zone);
  }

  /** In spring two stamps may be one instant: the one that clocks show comes first. */
  private void inOrder(Instant instant, List<Edition> editions) {
    String stamp = ProgrammeFileName.stamp(instant, zone);
    editions.sort(
        Comparator.comparing(Edition::name, ProgrammeFileName.BY_PROGRAMME)
            .thenComparing(edition -> !edition.name().name().startsWith(stamp))
            .thenComparing(Edition::name, ProgrammeFileName.PREFERENCE));
  }
}
