package radio.nightshift.prepare;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import radio.nightshift.condition.Printable;
import radio.nightshift.programme.Edit;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.Urgency;
import radio.nightshift.programme.UsedUpload;

/**
 * One programme to be produced.
 *
 * @param sources one recording, or the two halves of an hour
 * @param edit how they are cut
 * @param airs when it goes on the air, or went
 * @param slot how long its slot is; null if it has none
 * @param quick whether there is only time to cut and copy
 */
public record Assignment(
    List<ProbedFile> sources, Edit edit, Instant airs, Duration slot, boolean quick)
    implements Subject {
  /** The order of assignments for one instant. */
  static final Comparator<Assignment> BY_SOURCE =
      Comparator.comparing(assignment -> assignment.sources.get(0).name());

  /** Those of its files that are still the ones that were inspected. */
  @Override
  public List<String> files() {
    return sources.stream()
        .filter(ProbedFile::isCurrent)
        .map(source -> source.file().toString())
        .toList();
  }

  @Override
  public String name() {
    ProgrammeFileName first = sources.get(0).parsed();
    return Printable.printable((sources.size() == 1 ? first : first.joined()).name());
  }

  /** The queue in which it waits: {@code quick} or {@code programme}. */
  public String queue() {
    return quick ? "quick" : "programme";
  }

  List<UsedUpload> parts() {
    return sources.stream().map(ProbedFile::part).toList();
  }

  String title() {
    return sources.stream().map(ProbedFile::title).distinct().collect(Collectors.joining(" / "));
  }

  /** The length of the result. */
  Duration lasts() {
    return edit.lasts(last().length());
  }

  ProbedFile last() {
    return sources.get(sources.size() - 1);
  }

  /** Whether its files are still the ones that were inspected. */
  boolean isCurrent() {
    return sources.stream().allMatch(ProbedFile::isCurrent);
  }

  /**
   * Refuses to go on with files that are no longer the ones that were inspected.
   *
   * @throws StaleAssignmentException if one of them has gone, or came again
   */
  void requireCurrent() throws StaleAssignmentException {
    if (!isCurrent()) {
      throw new StaleAssignmentException(name());
    }
  }

  /** Whether its time on the air is over. */
  boolean isOver(Instant now) {
    return !airs.plus(lasts()).isAfter(now);
  }

  /** How long it is to its time; what is over comes behind all else. */
  static long rank(Urgency urgency, Assignment assignment) {
    long distance = urgency.of(assignment.airs);
    return assignment.isOver(urgency.instant()) ? distance + Long.MAX_VALUE / 2 : distance;
  }
}
