package radio.nightshift.playout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import radio.nightshift.programme.Choice;

/**
 * What a person should know of what is to come, each thing once: conflicts as soon as they are
 * known, and what is missing or replaced by an earlier edition within the hour before.
 */
public final class Remarks {
  private static final Duration HOUR = Duration.ofHours(1);

  private final CueBook cues;
  private final Clock clock;
  private final Map<Instant, String> said = new HashMap<>();

  public Remarks(CueBook cues, Clock clock) {
    this.cues = cues;
    this.clock = clock;
  }

  /** What has come up since the last asking. */
  public synchronized List<String> fresh() {
    Instant now = clock.instant();
    said.keySet().removeIf(at -> at.isBefore(now));
    List<String> fresh = new ArrayList<>();
    for (Choice choice : cues.choices(now, Instant.MAX)) {
      boolean due = choice.conflict() || choice.at().isBefore(now.plus(HOUR));
      if (due && !choice.note().isEmpty() && !choice.note().equals(said.get(choice.at()))) {
        said.put(choice.at(), choice.note());
        fresh.add(sentence(choice));
      }
    }
    return fresh;
  }

  private static String sentence(Choice choice) {
    return "%s at %s: %s."
        .formatted(
            choice.pid() == null ? "The joined hour" : "'" + choice.pid() + "'",
            choice.at(),
            choice.note());
  }
}
