package radio.nightshift.condition;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The conditions of a room that are beyond those it lists: what they are about, and how severe. */
final class Further {
  private static final int MOST = 10_000;

  private final Map<String, Severity> severities = new HashMap<>();
  private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);

  void put(String about, Severity severity) {
    if (severities.size() < MOST || severities.containsKey(about)) {
      remove(about);
      severities.put(about, severity);
      counts.merge(severity, 1, Integer::sum);
    }
  }

  boolean remove(String about) {
    Severity severity = severities.remove(about);
    if (severity != null) {
      counts.computeIfPresent(severity, (same, count) -> count == 1 ? null : count - 1);
    }
    return severity != null;
  }

  Set<String> abouts() {
    return Set.copyOf(severities.keySet());
  }

  /** The worst severity among them; empty if there are none. */
  Optional<Severity> worst() {
    return counts.keySet().stream().reduce((mild, worse) -> worse);
  }
}
