package radio.nightshift.ffmpeg;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What programs a station has left that was killed: those that bear its mark in their environment,
 * with what is in the groups that they lead. A name would not say whose a program is.
 */
final class Leftovers {
  private final String mark;

  /** Those of a mark, written {@code VARIABLE=value}. */
  Leftovers(String mark) {
    this.mark = mark;
  }

  /**
   * Kills them and waits until they are gone.
   *
   * @return how many bore the mark
   */
  int end() {
    Set<ProcessHandle> ended = new HashSet<>();
    List<ProcessHandle> found = find();
    // One may have started another meanwhile.
    while (ended.addAll(found)) {
      List<ProcessGroup> groups = found.stream().map(one -> new ProcessGroup(one, true)).toList();
      groups.forEach(ProcessGroup::strike);
      groups.forEach(ProcessGroup::kill);
      found = find();
    }
    return ended.size();
  }

  private List<ProcessHandle> find() {
    List<ProcessHandle> marked =
        ProcessEntry.all().stream()
            .filter(one -> !one.isOver() && one.bears(mark))
            .map(ProcessEntry::handle)
            .toList();
    Set<ProcessHandle> ours = ours();
    return marked.stream().filter(one -> !ours.contains(one)).toList();
  }

  /** This process, those above it and those below it. */
  private static Set<ProcessHandle> ours() {
    Set<ProcessHandle> ours = new HashSet<>(ProcessHandle.current().descendants().toList());
    Optional<ProcessHandle> above = Optional.of(ProcessHandle.current());
    while (above.isPresent()) {
      ours.add(above.get());
      above = above.get().parent();
    }
    return ours;
  }
}
