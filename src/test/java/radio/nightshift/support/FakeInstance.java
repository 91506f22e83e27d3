package radio.nightshift.support;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** An instance as EC2 keeps it. It moves on each time that it is described. */
final class FakeInstance {
  private static final Map<String, Integer> CODES =
      Map.of(
          "pending", 0,
          "running", 16,
          "shutting-down", 32,
          "terminated", 48,
          "stopping", 64,
          "stopped", 80);
  private static final Map<String, String> NEXT =
      Map.of("pending", "running", "stopping", "stopped", "shutting-down", "terminated");

  private final String id;
  private final Map<String, String> tags = new TreeMap<>();
  private String state;
  private Instant launched = Instant.parse("2026-11-01T12:00:00Z");
  private String before;
  private int lag;

  FakeInstance(String id, String state) {
    this.id = id;
    this.state = state;
  }

  synchronized String state() {
    return state;
  }

  synchronized Map<String, String> tags() {
    return tags;
  }

  /** The next so many descriptions are as the instance was before its next change. */
  synchronized void lag(int descriptions) {
    lag = descriptions;
    before = xml();
  }

  /** Sets its state at once, whoever has done it. */
  synchronized void put(String newState) {
    if (newState.equals("pending") || newState.equals("running") && !isOn()) {
      launched = launched.plus(Duration.ofHours(1));
    }
    state = newState;
  }

  synchronized boolean isOn() {
    return state.equals("running") || state.equals("pending");
  }

  synchronized String describe() {
    if (lag > 0) {
      lag--;
      return before;
    }
    String xml = xml();
    state = NEXT.getOrDefault(state, state);
    return xml;
  }

  private String xml() {
    StringBuilder set = new StringBuilder();
    tags.forEach(
        (key, value) ->
            set.append("<item><key>%s</key><value>%s</value></item>".formatted(key, value)));
    return ("<item><instanceId>%s</instanceId><instanceState><code>%d</code><name>%s</name>"
            + "</instanceState><launchTime>%s</launchTime><tagSet>%s</tagSet></item>")
        .formatted(id, CODES.get(state), state, launched, set);
  }
}
