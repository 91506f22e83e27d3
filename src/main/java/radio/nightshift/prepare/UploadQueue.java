package radio.nightshift.prepare;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Body;
import radio.nightshift.programme.Timetable;

/** Uploads that wait to be inspected; the most urgent is taken first. */
public final class UploadQueue {
  private final WaitingList<Path> waiting = new WaitingList<>();
  private final ProbedFiles probedFiles;
  private final Timetable timetable;

  /** An empty queue. */
  public UploadQueue(ProbedFiles probedFiles, Timetable timetable) {
    this.probedFiles = probedFiles;
    this.timetable = timetable;
  }

  /**
   * Adds a file, a list of files, or those of a subject.
   *
   * @return those of them that were not waiting already, all of which are in the queue by now
   */
  public List<String> add(@Body Object files) {
    return paths(files).stream()
        .map(Object::toString)
        .filter(file -> waiting.add(Path.of(file)))
        .toList();
  }

  private static Collection<?> paths(Object files) {
    if (files instanceof Subject subject) {
      return subject.files();
    }
    return files instanceof Collection<?> several ? several : List.of(files);
  }

  /** Takes the most urgent one. */
  public Inspection next() {
    return waiting
        .next(file -> true, Urgency.now(timetable))
        .map(probedFiles::inspection)
        .orElseThrow();
  }
}
