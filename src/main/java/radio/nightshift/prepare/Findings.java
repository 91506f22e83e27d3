package radio.nightshift.prepare;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import radio.nightshift.condition.Condition;
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
  public void report(@Body PreparedProgramme made) {
    if (made.note().isEmpty() || isPast(made.name())) {
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

  /** Clears the conditions of programmes that are past or gone; the others still hold. */
  public void look() {
    Set<String> there =
        ready.programmes().stream()
            .map(PreparedProgramme::name)
            .filter(name -> !isPast(name))
            .map(name -> KIND + name)
            .collect(Collectors.toSet());
    for (Condition one : conditions.all()) {
      if (one.room().equals(ROOM) && there.contains(one.about())) {
        conditions.confirm(ROOM, one.about());
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
