package radio.nightshift.playout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.disk.WholeFile;
import radio.nightshift.programme.Cue;

/**
 * The interventions of the last day. They are kept on disk: a restart must not bring back on the
 * air what a person has ended.
 */
public final class Interventions {
  private static final Logger LOG = LoggerFactory.getLogger(Interventions.class);

  private final Path file;

  /** Replaced whole, so that streaming threads read it without a lock. */
  private volatile List<Intervention> all;

  /** Reads what an earlier run has left in a file, which need not be there. */
  public Interventions(Path file) {
    this.file = file;
    this.all = read(file);
  }

  private static List<Intervention> read(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(Intervention::parsed)
          .flatMap(Optional::stream)
          .toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      LOG.warn("{} cannot be read ({}); what was skipped before may come back.", file, "" + e);
      return List.of();
    }
  }

  /**
   * Adds one.
   *
   * @param now those that are long over by then are forgotten
   */
  synchronized void add(Intervention one, Instant now) {
    List<Intervention> kept = new ArrayList<>(all);
    kept.removeIf(old -> old.at().isBefore(now.minus(Arrangement.BEHIND)));
    kept.add(one);
    all = List.copyOf(kept);
    try {
      WholeFile.write(file, all.stream().map(Intervention::line).collect(Collectors.joining()));
    } catch (IOException e) {
      LOG.warn(
          "{} cannot be written ({}); a restart would undo this. Make room there, or let this user write.",
          file,
          "" + e);
    }
  }

  /** When a cue is over: at its own end, unless it was skipped before. */
  Instant end(Cue cue) {
    for (Intervention one : all) {
      if (one.skips(cue) && one.at().isBefore(cue.end())) {
        return one.at();
      }
    }
    return cue.end();
  }

  /** Changes a mount's cues by all that was ordered of them, in the order in which it was. */
  NavigableMap<Instant, Cue> applied(String mount, NavigableMap<Instant, Cue> cues) {
    all.stream().filter(one -> one.mount().equals(mount)).forEach(one -> one.applyTo(cues));
    return cues;
  }
}
