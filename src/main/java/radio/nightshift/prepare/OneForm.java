package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The recordings of one preparation that have to be brought to one form first, because a run has
 * shown that one of them changes on the way. Which one is not known then, so that all are.
 */
final class OneForm {
  private final List<Recording> recordings;
  private final Path folder;
  private final Duration most;
  private boolean required;

  /**
   * Nothing is required yet.
   *
   * @param most how much of each recording is needed at most
   */
  OneForm(List<Recording> recordings, Path folder, Duration most) {
    this.most = most;
    this.recordings = recordings;
    this.folder = folder;
  }

  /**
   * Has all recordings brought to one form.
   *
   * @return false if they have been, so that it would not help
   */
  boolean require() {
    boolean helps = !required;
    required = true;
    return helps;
  }

  boolean wereRequired() {
    return required;
  }

  /** Whether there is a recording that is to be brought to one form, and has not been. */
  boolean isPending() {
    return required && recordings.stream().anyMatch(one -> !one.isUnified());
  }

  /** The command that does it for the next of them. */
  List<String> command() {
    return recordings.get(next()).unify(file(next()), most);
  }

  /** Notes that the command has done it. */
  void done() {
    int index = next();
    recordings.get(index).unified(file(index));
  }

  /** Deletes what was made, which is large. */
  void clear() throws IOException {
    for (int i = 0; i < recordings.size(); i++) {
      Files.deleteIfExists(file(i));
    }
  }

  private int next() {
    for (int i = 0; i < recordings.size(); i++) {
      if (!recordings.get(i).isUnified()) {
        return i;
      }
    }
    throw new IllegalStateException("all recordings are of one form");
  }

  private Path file(int index) {
    return folder.resolve("recording-" + index + ".f32");
  }
}
