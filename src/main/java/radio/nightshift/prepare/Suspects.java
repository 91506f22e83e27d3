package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import radio.nightshift.condition.Printable;
import radio.nightshift.ffmpeg.ProgramEnd;
import radio.nightshift.ffmpeg.ProgramRun;
import radio.nightshift.ffmpeg.ProgramRuns;
import radio.nightshift.programme.UnusableFileException;

/**
 * The files of a preparation of which one may have made ffmpeg fail: each is decoded on its own,
 * and the first that is at fault ends the search with an exception.
 */
public final class Suspects implements Subject, ProgramRuns {
  private final Preparation preparation;
  private final Filler filler;
  private final Iterator<Path> files;

  Suspects(Preparation preparation, Filler filler) {
    this.preparation = preparation;
    this.filler = filler;
    this.files =
        Stream.concat(
                preparation.assignment().sources().stream().map(ProbedFile::file),
                Stream.ofNullable(preparation.filler()))
            .toList()
            .iterator();
  }

  @Override
  public String name() {
    return preparation.name();
  }

  @Override
  public List<String> files() {
    return preparation.files();
  }

  /** Whether there is a file that has not been decoded. */
  public boolean hasNext() {
    return files.hasNext();
  }

  /** The run that decodes the next of them, whatever its name. */
  @Override
  public ProgramRun run(String name) {
    Path file = files.next();
    return preparation.decoding(file, end -> judge(file, end));
  }

  private void judge(Path file, ProgramEnd end)
      throws IOException, StaleAssignmentException, UnusableFileException {
    preparation.assignment().requireCurrent();
    Optional<String> reason = DecodeVerdict.of(end);
    if (reason.isEmpty() || !Files.exists(file)) {
      return;
    }
    if (!file.equals(preparation.filler())) {
      throw Inspection.unusable(file, reason.get());
    }
    filler.leaveOut(file);
    throw new IOException(
        "the filler '%s' %s; it is left out until the station starts again"
            .formatted(Printable.printable("" + file.getFileName()), reason.get()));
  }

  @Override
  public String toString() {
    return preparation.toString();
  }
}
