package radio.nightshift.playout;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Elapsed;
import radio.nightshift.condition.Severity;
import radio.nightshift.programme.Choice;

/**
 * The conditions of what is to come: conflicts as soon as they are known, what is missing at
 * several times before, with a severity that grows, and what is replaced by an earlier edition
 * within the hour before.
 */
public final class Remarks {
  private static final String ROOM = "playout";
  private static final String SLOT = "slot ";
  private static final Duration HOUR = Duration.ofHours(1);

  private final CueBook cues;
  private final Conditions conditions;
  private final Clock clock;
  private final List<Duration> missing;

  /**
   * The remarks of one station.
   *
   * @param missing how long before its time a missing programme is reported, the longest first
   */
  public Remarks(CueBook cues, Conditions conditions, Clock clock, List<Duration> missing) {
    this.cues = cues;
    this.conditions = conditions;
    this.clock = clock;
    this.missing = missing;
  }

  /** Raises what there is, and clears what is mended or has passed. */
  public synchronized void report() {
    Instant now = clock.instant();
    List<String> slots = new ArrayList<>();
    Duration ahead = missing.get(0).compareTo(HOUR) > 0 ? missing.get(0) : HOUR;
    List<Choice> due = new ArrayList<>();
    for (Choice choice : cues.choices(now, now.plus(ahead))) {
      Duration left = Duration.between(now, choice.at());
      boolean isMissing = choice.play() == Choice.Play.MISSING;
      if (isMissing ? stage(left) > 0 : left.compareTo(HOUR) < 0) {
        due.add(choice);
      }
    }
    cues.conflicts().stream()
        .filter(choice -> !choice.at().isBefore(now.plus(HOUR)))
        .filter(choice -> due.stream().noneMatch(one -> one.at().equals(choice.at())))
        .toList()
        .forEach(due::add);
    for (Choice choice : due) {
      if (!choice.note().isEmpty()) {
        String slot = SLOT + choice.at();
        slots.add(slot);
        raise(slot, choice, stage(Duration.between(now, choice.at())));
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

  /** How many of the times at which something missing is reported have come. */
  private int stage(Duration left) {
    return (int) missing.stream().filter(before -> left.compareTo(before) < 0).count();
  }

  private void raise(String slot, Choice choice, int stage) {
    if (choice.play() == Choice.Play.MISSING) {
      boolean isFirst = stage <= 1 && missing.size() > 1;
      boolean isLast = stage == missing.size() && missing.size() > 1;
      conditions.raise(
          ROOM,
          slot,
          isFirst ? Severity.WARNING : Severity.ERROR,
          (isLast ? "In less than " + Elapsed.inWords(missing.get(stage - 1)) + ": " : "")
              + sentence(choice));
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
