package radio.nightshift.prepare;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import radio.nightshift.programme.Choice;
import radio.nightshift.programme.Edit;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.EditionChoices;
import radio.nightshift.programme.Fit;
import radio.nightshift.programme.ReadyFolder;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Timetable;

/** Plans what is to be produced from the files in the inbox, according to the running order. */
public final class PreparationPlan {
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  private final ProbedFiles probedFiles;
  private final ReadyFolder ready;
  private final Timetable timetable;
  private final Duration latest;
  private EditionChoices choices;

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
    Set<Assignment> assignments = new LinkedHashSet<>();
    for (String file : withNeighbours(files)) {
      Optional<ProbedFile> source = probedFiles.of(file);
      if (source.isPresent()) {
        assignments.addAll(assignments(source.get(), ProbedFile::isThere, ProbedFile::isCurrent));
      }
    }
    return assignments;
  }

  /**
   * What is to be produced of a file that is there and is not ready, not even by an older recipe.
   * Looks at none of the files about it, so that to ask this of all of them is cheap.
   */
  List<Assignment> open(ProbedFile source) throws IOException {
    List<Assignment> open = new ArrayList<>();
    for (Assignment assignment : assignments(source, any -> true, any -> true)) {
      boolean isReady =
          ready.holds(assignment.parts(), assignment.edit(), assignment.quick())
              || assignment.isOver(timetable.now()) && ready.holds(assignment.parts());
      if (!isReady) {
        open.add(assignment);
      }
    }
    return open;
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
                for (LocalDateTime other : List.of(stamp.minus(HALF_HOUR), stamp.plus(HALF_HOUR))) {
                  probedFiles
                      .near(other, Duration.ZERO)
                      .forEach(neighbour -> all.add(neighbour.file().toString()));
                }
              });
    }
    return all;
  }

  /**
   * What is to be produced of a file.
   *
   * @param isThere whether a file about it bears on that
   * @param isUsable whether a file can be used now
   */
  private List<Assignment> assignments(
      ProbedFile source, Predicate<ProbedFile> isThere, Predicate<ProbedFile> isUsable)
      throws IOException {
    Instant now = timetable.now();
    Predicate<Edition> counts = one -> probedFiles.named(one.key()).filter(isThere).isPresent();
    List<Choice> plays = choices().of(source.edition(), counts);
    if (plays.isEmpty()) {
      return List.of(alone(source, now));
    }
    List<Assignment> assignments = new ArrayList<>();
    for (Choice choice : plays) {
      List<ProbedFile> parts =
          choice.editions().stream()
              .flatMap(edition -> probedFiles.named(edition.key()).stream())
              .filter(isUsable)
              .toList();
      if (parts.size() == choice.editions().size()) {
        assignments.addAll(assignments(choice, parts, now));
      }
    }
    return assignments;
  }

  private List<Assignment> assignments(Choice choice, List<ProbedFile> parts, Instant now)
      throws IOException {
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
    return timetable.schedule().startingIn(airs, airs.plusNanos(1)).stream()
        .findFirst()
        .map(slot -> Duration.between(slot.start(), slot.end()))
        .orElse(null);
  }

  private synchronized EditionChoices choices() {
    Schedule now = timetable.schedule();
    if (choices == null || !choices.isOf(now)) {
      choices = new EditionChoices(probedFiles.editions(), now, timetable.rules());
    }
    return choices;
  }
}
