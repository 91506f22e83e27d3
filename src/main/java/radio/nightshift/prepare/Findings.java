package radio.nightshift.prepare;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Body;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.ReadyFolder;
import radio.nightshift.programme.Timetable;

/**
 * What was found in programmes that are still to come, such as silence or too short a length: a
 * condition for each, until it is made anew without, taken away, or past.
 */
public final class Findings {
  private static final String ROOM = "prepare";
  private static final String KIND = "finding ";

  /** So long after its time nobody is told of it any more. */
  private static final Duration PAST = Duration.ofDays(1);

  private final ReadyFolder ready;
  private final Timetable timetable;
  private final Conditions conditions;

  Findings(ReadyFolder ready, Timetable timetable, Conditions conditions) {
    this.ready = ready;
    this.timetable = timetable;
    this.conditions = conditions;
  }

  /** Raises the condition of a programme that is ready, or clears it. */
  public synchronized void report(@Body PreparedProgramme made) {
    // What is made in a hurry was not looked into, and says no more than that.
    if (made.note().isEmpty() || made.quick() || isPast(made.name())) {
      conditions.clear(
          ROOM,
          KIND + made.name(),
          "'%s' is ready, and nothing was found in it".formatted(made.name()));
    } else {
      conditions.raise(
          ROOM,
          KIND + made.name(),
          Severity.WARNING,
          "In '%s' was found: %s".formatted(made.name(), made.note().replaceFirst("\\.$", "")),
          "upload the recording again if that is not meant");
    }
  }

  /** Reports all programmes that are ready, and clears what is about others. */
  public synchronized void look() throws IOException {
    ready.load();
    Set<String> there = new HashSet<>();
    for (PreparedProgramme programme : ready.programmes()) {
      if (!isPast(programme.name())) {
        there.add(KIND + programme.name());
        report(programme);
      }
    }
    conditions.clearOthers(ROOM, KIND, there);
  }

  private boolean isPast(String name) {
    return ProgrammeFileName.parse(name)
        .instant(timetable.zone())
        .plus(PAST)
        .isBefore(timetable.now());
  }
}
