package radio.nightshift.playout;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import radio.nightshift.programme.Choice;

/**
 * The conditions of what is to come: conflicts as soon as they are known, and what is missing or
 * replaced by an earlier edition within the hour before.
 */
public final class Remarks {
  private static final String ROOM = "playout";
  private static final String SLOT = "slot ";
  private static final Duration HOUR = Duration.ofHours(1);

  private final CueBook cues;
  private final Conditions conditions;
  private final Clock clock;

  public Remarks(CueBook cues, Conditions conditions, Clock clock) {
    this.cues = cues;
    this.conditions = conditions;
    this.clock = clock;
  }

  /** Raises what there is, and clears what is mended or has passed. */
  public synchronized void report() {
    Instant now = clock.instant();
    List<String> slots = new ArrayList<>();
    List<Choice> due = new ArrayList<>(cues.choices(now, now.plus(HOUR)));
    cues.conflicts().stream()
        .filter(choice -> !choice.at().isBefore(now.plus(HOUR)))
        .forEach(due::add);
    for (Choice choice : due) {
      if (!choice.note().isEmpty()) {
        String slot = SLOT + choice.at();
        slots.add(slot);
        raise(slot, choice);
      }
    }
    clearPassed(now);
    conditions.clearOthers(ROOM, SLOT, slots);
  }

  /** What has not been mended in time must not read as if it had been. */
  private void clearPassed(Instant now) {
    for (Condition one : conditions.all()) {
      if (one.room().equals(ROOM) && hasPassed(one.about(), now)) {
        conditions.clear(ROOM, one.about(), "Its time has come without a change: " + one.words());
      }
    }
  }

  private static boolean hasPassed(String about, Instant now) {
    try {
      return about.startsWith(SLOT) && Instant.parse(about.substring(SLOT.length())).isBefore(now);
    } catch (DateTimeException foreign) {
      return false;
    }
  }

  private void raise(String slot, Choice choice) {
    if (choice.play() == Choice.Play.MISSING) {
      conditions.raise(ROOM, slot, Severity.ERROR, sentence(choice));
    } else {
      conditions.raise(ROOM, slot, Severity.WARNING, sentence(choice), "");
    }
  }

  private static String sentence(Choice choice) {
    return "%s at %s: %s"
        .formatted(
            choice.pid() == null ? "The joined hour" : "'" + choice.pid() + "'",
            choice.at(),
            choice.note());
  }
}
