package radio.nightshift.prepare;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import radio.nightshift.condition.Printable;
import radio.nightshift.programme.Edit;
import radio.nightshift.programme.UsedUpload;

/**
 * Something to be made for the air.
 *
 * @param sources one recording, or the two halves of an hour
 * @param edit how they are cut
 * @param airs when it goes on the air, or went
 * @param slot how long its slot is; null if it has none
 * @param quick whether there is no time but to cut and copy
 */
public record Assignment(
    List<ProbedFile> sources, Edit edit, Instant airs, Duration slot, boolean quick) {

  /** Its files that are still those that were looked at. */
  public List<String> rest() {
    return sources.stream()
        .filter(ProbedFile::isCurrent)
        .map(one -> one.file().toString())
        .toList();
  }

  List<UsedUpload> parts() {
    return sources.stream().map(ProbedFile::part).toList();
  }

  /** What it is called in the log. */
  String name() {
    String first = sources.get(0).name();
    return Printable.printable(
        sources.size() == 1 ? first : first.substring(0, "yyyymmdd_hhmm".length()) + "_joined.mp3");
  }

  String title() {
    return sources.stream().map(ProbedFile::title).distinct().collect(Collectors.joining(" / "));
  }

  /** How long the result plays. */
  Duration lasts() {
    return edit.lasts(last().length());
  }

  ProbedFile last() {
    return sources.get(sources.size() - 1);
  }

  /** Whether its files are still those that were looked at. */
  public boolean isCurrent() {
    return sources.stream().allMatch(ProbedFile::isCurrent);
  }

  /** Whether it is over by then. */
  boolean isOver(Instant now) {
    return !airs.plus(lasts()).isAfter(now);
  }

  /** What is on the air or will be, the soonest first; then what was, the latest first. */
  public static Comparator<Assignment> soonestFirst(Instant now) {
    return Comparator.comparing((Assignment work) -> work.isOver(now))
        .thenComparing(work -> Duration.between(now, work.airs).abs());
  }
}
