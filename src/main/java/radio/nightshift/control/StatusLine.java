package radio.nightshift.control;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import radio.nightshift.condition.Printable;

/** What is on the air and what comes next, in one line, from the playout room's part. */
final class StatusLine {
  private static final int LONGEST = 240;

  private final DateTimeFormatter time;

  StatusLine(ZoneId zone) {
    time = DateTimeFormatter.ofPattern("HH:mm").withZone(zone);
  }

  /**
   * The line.
   *
   * @param parts the rooms' parts of the status; that of playout is not there if it is off
   */
  String of(Map<String, Supplier<Map<String, Object>>> parts) {
    Map<String, Object> playout = parts.getOrDefault("playout", Map::of).get();
    String onAir = onAir(playout);
    String next = next(playout);
    String line =
        (onAir.isEmpty() ? "Nothing is on the air" : "On the air: " + onAir)
            + (next.isEmpty() ? "" : "; next: " + next);
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

  /** What is on the air by the playout room's part; empty if nothing is. */
  String onAir(Map<String, Object> playout) {
    return list(playout.get("onAir"), "'%s' on %s until %s", "until");
  }

  /** What comes next by the playout room's part; empty if nothing is ready. */
  String next(Map<String, Object> playout) {
    return list(playout.get("next"), "'%s' on %s at %s", "start");
  }

  private String list(Object cues, String form, String instant) {
    return cues instanceof List<?> list
        ? list.stream()
            .map(one -> (Map<?, ?>) one)
            .map(
                cue ->
                    form.formatted(
                        Printable.printable("" + cue.get("programme")),
                        cue.get("mount"),
                        time.format(Instant.parse("" + cue.get(instant)))))
            .collect(Collectors.joining(", "))
        : "";
  }
}
