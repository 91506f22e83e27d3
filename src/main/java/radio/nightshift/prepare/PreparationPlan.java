package radio.nightshift.prepare;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import radio.nightshift.programme.Choice;
import radio.nightshift.programme.Edit;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.Fit;
import radio.nightshift.programme.ReadyFolder;
import radio.nightshift.programme.RunningOrder;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Timetable;

/** Plans what is to be produced from the files in the inbox, according to the running order. */
public final class PreparationPlan {
  private final ProbedFiles probedFiles;
  private final ReadyFolder ready;
  private final Timetable timetable;
  private final Duration latest;
  private Order order = new Order(null, -1, Map.of());

  /** The running order as of one state of the schedule and the inbox, by the files that play. */
  private record Order(Schedule schedule, int changes, Map<String, List<Choice>> choices) {}

  /**
   * A plan for the uploads that have been inspected.
   *
   * @param latest how long before its air time a programme is only cut and copied
   */
  public PreparationPlan(
      ReadyFolder ready, ProbedFiles probedFiles, Timetable timetable, Duration latest) {
    this.ready = ready;
    this.probedFiles = probedFiles;
    this.timetable = timetable;
    this.latest = latest;
  }

  /** The assignments for one or some files: together, by themselves, or for several slots. */
  Collection<Assignment> of(List<String> files) throws IOException {
    Instant now = timetable.now();
    Set<Assignment> assignments = new LinkedHashSet<>();
    for (String file : withNeighbours(files)) {
      Optional<ProbedFile> source = probedFiles.of(file);
      if (source.isPresent()) {
        List<Choice> choices = choices().getOrDefault(source.get().name(), List.of());
        for (Choice choice : choices) {
          assignments.addAll(assignments(choice, now));
        }
        if (choices.isEmpty()) {
          assignments.add(alone(source.get(), now));
        }
      }
    }
    return assignments;
  }

  /** A file at hh00 or hh30 bears on the one half an hour from it: what was one hour may be two. */
  private Set<String> withNeighbours(List<String> files) {
    Set<String> all = new LinkedHashSet<>(files);
    for (String file : files) {
      probedFiles
          .of(file)
          .filter(source -> !HalfHourPairing.isHalf(source))
          .ifPresent(
              source -> {
                LocalDateTime stamp = source.parsed().stamp();
                probedFiles.all().stream()
                    .filter(
                        other ->
                            Duration.between(stamp, other.parsed().stamp()).abs().toMinutes() == 30)
                    .forEach(other -> all.add(other.file().toString()));
              });
    }
    return all;
  }

  private List<Assignment> assignments(Choice choice, Instant now) throws IOException {
    List<ProbedFile> parts =
        choice.editions().stream()
            .flatMap(edition -> probedFiles.of(edition.key()).stream())
            .toList();
    if (parts.size() < choice.editions().size()) {
      return List.of();
    }
    if (choice.secondAt() == null) {
      return List.of(assignment(parts, edit(choice, null), choice.at(), now));
    }
    Duration secondAt = Duration.between(choice.at(), choice.secondAt());
    Assignment hour = assignment(parts, edit(choice, secondAt), choice.at(), now);
    return hour.quick() && !ready.holds(hour.parts(), hour.edit())
        ? oneByOne(hour, now)
        : List.of(hour);
  }

  /** Two halves that play one after the other, for there is no time to join them. */
  private List<Assignment> oneByOne(Assignment hour, Instant now) {
    Duration secondAt = hour.edit().secondAt();
    Duration left = hour.edit().leave().minus(secondAt);
    Assignment first =
        assignment(
            hour.sources().subList(0, 1),
            new Edit(null, secondAt, secondAt, false),
            hour.airs(),
            now);
    if (left.isNegative() || left.isZero()) {
      return List.of(first);
    }
    return List.of(
        first,
        assignment(
            hour.sources().subList(1, 2),
            new Edit(null, left, left, false),
            hour.airs().plus(secondAt),
            now));
  }

  private static Edit edit(Choice choice, Duration secondAt) {
    Fit.Ending ending = choice.ending();
    return new Edit(secondAt, ending.fade(), ending.leave(), ending.filled());
  }

  /** For a file that does not play as things are, but may. */
  private Assignment alone(ProbedFile source, Instant now) {
    Fit.Ending ending = timetable.rules().fit().ending(source.length(), null);
    return assignment(
        List.of(source),
        new Edit(null, ending.fade(), ending.leave(), ending.filled()),
        source.parsed().instant(timetable.zone()),
        now);
  }

  private Assignment assignment(List<ProbedFile> parts, Edit edit, Instant airs, Instant now) {
    Assignment full = new Assignment(parts, edit, airs, slot(airs), false);
    boolean quick = !airs.minus(latest).isAfter(now) && !full.isOver(now);
    return quick ? new Assignment(parts, edit, airs, full.slot(), true) : full;
  }

  private Duration slot(Instant airs) {
    return timetable.schedule().slots().stream()
        .filter(slot -> slot.start().equals(airs))
        .findFirst()
        .map(slot -> Duration.between(slot.start(), slot.end()))
        .orElse(null);
  }

  private synchronized Map<String, List<Choice>> choices() {
    Schedule now = timetable.schedule();
    // Asked before the files themselves: what comes in between counts as a change.
    int changes = probedFiles.changes();
    List<ProbedFile> all = probedFiles.all();
    boolean gone = probedFiles.changes() != changes;
    if (order.schedule != now || order.changes != changes || gone) {
      List<Edition> editions = all.stream().map(ProbedFile::edition).toList();
      Map<String, List<Choice>> choices = new HashMap<>();
      for (Choice choice :
          RunningOrder.of(now, editions, timetable.rules()).between(Instant.MIN, Instant.MAX)) {
        for (Edition edition : choice.editions()) {
          choices.computeIfAbsent(edition.key(), key -> new ArrayList<>()).add(choice);
        }
      }
      order = new Order(now, changes, choices);
    }
    return order.choices;
  }
}
