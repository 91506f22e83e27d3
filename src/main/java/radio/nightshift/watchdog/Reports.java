package radio.nightshift.watchdog;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.util.json.Jsoner;
import radio.nightshift.condition.Report;

/** How the watchdog is, for people: now and then, at its start, and when they ask. */
public final class Reports {
  private static final String ROOM = "watchdog";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final Watch watch;
  private final Map<String, String> labels;
  private final String name;
  private final ZoneId zone;
  private final Clock clock;

  Reports(Watch watch, Map<String, String> labels, String name, ZoneId zone, Clock clock) {
    this.watch = watch;
    this.labels = Map.copyOf(labels);
    this.name = name;
    this.zone = zone;
    this.clock = clock;
  }

  /** What is told at the start, in the words of the old system. */
  public Report started() {
    String text =
        "The monitoring bot has restarted at %s and is now actively monitoring."
            .formatted(TIME.format(clock.instant().atZone(zone)));
    return new Report(ROOM, "Watchdog " + name, text, clock.instant());
  }

  /** How all checks came out last; null if none was made yet. */
  public Report latest() {
    List<Observation> latest = watch.latest();
    if (latest.isEmpty()) {
      return null;
    }
    long failing = latest.stream().filter(one -> !one.passed()).count();
    String title =
        failing == 0 ? "All checks pass" : "%d of %d checks fail".formatted(failing, latest.size());
    String text =
        latest.stream()
            .map(one -> "%s %s: %s".formatted(one.passed() ? "✅" : "❌", label(one), one.words()))
            .collect(Collectors.joining("\n"));
    return new Report(ROOM, title, text + "\nBackup: " + watch.standing().words(), clock.instant());
  }

  private String label(Observation check) {
    return labels.getOrDefault(check.check(), check.check());
  }

  /** The same for 'nightshift watchdog status', as JSON. */
  public String status() {
    return Jsoner.serialize(part());
  }

  /** The room's part of the station's status. */
  Map<String, Object> part() {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("name", name);
    part.put("stage", watch.stage().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    List<Map<String, Object>> checks = new ArrayList<>();
    for (Observation one : watch.latest()) {
      Map<String, Object> check = new LinkedHashMap<>();
      check.put("name", one.check());
      check.put("label", label(one));
      check.put("passed", one.passed());
      check.put("words", one.words());
      check.put("at", one.at().toString());
      checks.add(check);
    }
    part.put("checks", checks);
    part.put("backup", watch.standing().words());
    part.put("backupPhase", watch.standing().phase().name().toLowerCase(Locale.ROOT));
    part.put("backupIsOurs", watch.standing().ours());
    return part;
  }
}
