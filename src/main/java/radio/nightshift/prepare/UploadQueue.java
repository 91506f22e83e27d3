package radio.nightshift.prepare;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Body;
import radio.nightshift.programme.Timetable;

/** Uploads that wait to be inspected; the most urgent is taken first. */
public final class UploadQueue {
  /** Of editions for one slot the later one comes first. */
  private static final Comparator<Path> LATER_EDITION =
      Comparator.comparing(Path::getFileName).reversed();

  private final WaitingList<Path> waiting;
  private final ProbedFiles probedFiles;

  /** An empty queue. */
  public UploadQueue(ProbedFiles probedFiles, Timetable timetable) {
    this.probedFiles = probedFiles;
    this.waiting =
        new WaitingList<>(
            timetable, (urgency, file) -> urgency.of("" + file.getFileName()), LATER_EDITION);
  }

  /**
   * Adds a file, a list of files, or those of a subject.
   *
   * @return one of them as a call for {@link #next}; none if a call is on its way, or all of them
   *     were waiting already
   */
  public List<String> add(@Body Object files) {
    Optional<String> added = Optional.empty();
    for (Object file : paths(files)) {
      if (waiting.add(Path.of(file.toString()))) {
        added = Optional.of(file.toString());
      }
    }
    return added.filter(file -> waiting.call()).stream().toList();
  }

  private static Collection<?> paths(Object files) {
    if (files instanceof Subject subject) {
      return subject.files();
    }
    return files instanceof Collection<?> several ? several : List.of(files);
  }

  /** Takes the most urgent one. */
  public Inspection next() {
    return waiting.next().map(probedFiles::inspection).orElseThrow();
  }

  /** How many wait to be inspected. */
  int size() {
    return waiting.size();
  }

  /** Whether a further call is to follow this one. */
  public boolean callNext() {
    return waiting.call();
  }
}
