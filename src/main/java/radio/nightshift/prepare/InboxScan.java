package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The scan of the inbox for what there is still something to do with. What is up to date costs a
 * look at the file and at what was made of it.
 */
public final class InboxScan {
  private final ProbedFiles probedFiles;
  private final HalfHourPairing halves;
  private final PreparationPlan plan;
  private final AssignmentQueue assignments;
  private final RetryList retries;

  /** Scans the inbox in which these files lie. */
  public InboxScan(
      ProbedFiles probedFiles,
      HalfHourPairing halves,
      PreparationPlan plan,
      AssignmentQueue assignments,
      RetryList retries) {
    this.probedFiles = probedFiles;
    this.halves = halves;
    this.plan = plan;
    this.assignments = assignments;
    this.retries = retries;
  }

  /**
   * The files that were not inspected as they lie there, those of which something is to be produced
   * that is neither ready nor queued, and those with which something has failed.
   */
  public List<String> find() throws IOException {
    List<String> files = new ArrayList<>();
    for (Path file : probedFiles.inInbox()) {
      Optional<ProbedFile> known = probedFiles.of(file);
      if (known.isPresent() ? isOpen(known.get()) : Files.isRegularFile(file)) {
        files.add(file.toString());
      }
    }
    return files;
  }

  private boolean isOpen(ProbedFile known) throws IOException {
    return retries.has(known.file())
        || !halves.waitsLong(known)
            && plan.open(known).stream().anyMatch(open -> !assignments.has(open));
  }
}
