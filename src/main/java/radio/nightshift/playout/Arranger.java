package radio.nightshift.playout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import radio.nightshift.programme.Choice;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.Edit;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.Fit;
import radio.nightshift.programme.Mount;
import radio.nightshift.programme.PreparedProgramme;

/** Makes the cues of one mount from the running order and the programmes prepared for it. */
final class Arranger {
  private final Mount mount;

  /** By the first of the files they were made of. */
  private final Map<String, List<PreparedProgramme>> programmes = new HashMap<>();

  private final NavigableMap<Instant, Cue> cues = new TreeMap<>();

  Arranger(Mount mount, List<PreparedProgramme> programmes) {
    this.mount = mount;
    for (PreparedProgramme programme : programmes) {
      this.programmes
          .computeIfAbsent(programme.sources().get(0), source -> new ArrayList<>())
          .add(programme);
    }
  }

  /** The cues of what was chosen, by their starts. */
  NavigableMap<Instant, Cue> cues(List<Choice> choices) {
    for (Choice choice : choices) {
      switch (choice.play()) {
        case OWN -> put(choice, 0, "its own file");
        case PREVIOUS -> put(choice, 0, choice.note());
        case JOINED -> joined(choice);
        case MISSING -> {
          // Nothing plays, and what runs before goes on to its own end.
        }
      }
    }
    return cues;
  }

  /**
   * The hour that was made of both halves, or the halves one after the other until there is one.
   */
  private void joined(Choice choice) {
    List<String> keys = choice.editions().stream().map(Edition::key).toList();
    Optional<PreparedProgramme> hour =
        made(keys, choice.ending(), Duration.between(choice.at(), choice.secondAt()));
    if (hour.isPresent()) {
      put(choice.at(), choice.until(), hour.get(), "two halves joined to one hour");
    } else {
      put(choice, 0, "the first half of a joined hour");
      put(choice, 1, "the second half of a joined hour");
    }
  }

  private void put(Choice choice, int half, String reason) {
    String key = choice.editions().get(half).key();
    Instant start = half == 0 ? choice.at() : choice.secondAt();
    Instant limit = half == 0 && choice.secondAt() != null ? choice.secondAt() : choice.until();
    Optional<PreparedProgramme> single = made(List.of(key), choice.ending(), null);
    if (single.isPresent()) {
      put(start, limit, single.get(), reason);
      return;
    }
    // A half that was prepared with its other one only still begins as it should.
    of(key).stream()
        .findFirst()
        .ifPresent(
            hour -> {
              Instant second = start.plus(hour.edit().secondAt());
              put(start, second.isBefore(limit) ? second : limit, hour, reason);
            });
  }

  /** The programme made of these files, preferably one that ends by the station's rule. */
  private Optional<PreparedProgramme> made(
      List<String> keys, Fit.Ending ending, Duration secondAt) {
    Edit wanted =
        ending == null ? null : new Edit(secondAt, ending.fade(), ending.leave(), ending.filled());
    return of(keys.get(0)).stream()
        .filter(programme -> programme.sources().equals(keys))
        .min(
            Comparator.comparing((PreparedProgramme programme) -> !programme.edit().equals(wanted))
                .thenComparing(PreparedProgramme::quick)
                .thenComparing(PreparedProgramme::folder));
  }

  private List<PreparedProgramme> of(String first) {
    return programmes.getOrDefault(first, List.of());
  }

  private void put(Instant start, Instant limit, PreparedProgramme programme, String reason) {
    Instant end = start.plus(programme.length());
    if (!limit.isAfter(start)) {
      return;
    }
    cues.put(
        start,
        new Cue(
            mount.name(),
            programme.name(),
            programme.title(),
            programme.folder().resolve(mount.encoding().fileName()),
            start,
            end.isBefore(limit) ? end : limit,
            reason));
  }
}
