package radio.nightshift.room;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import radio.nightshift.disk.WholeFile;

/**
 * Whether the run before this one was stopped in order: a file in the home is there while the
 * station runs.
 */
final class LastRun {
  private static final Logger LOG = LoggerFactory.getLogger(LastRun.class);
  private static final String ROOM = "station";
  private static final String ABOUT = "last stop";
  private static final Duration SHOWN = Duration.ofHours(1);

  private final Path file;
  private final Instant start;

  private LastRun(Path file, Instant start) {
    this.file = file;
    this.start = start;
  }

  /** Begins a run, and raises a condition if the last one has not come to its end. */
  static LastRun begin(Path home, Instant now, Conditions conditions) {
    LastRun run = new LastRun(home.resolve("running"), now);
    try {
      if (Files.exists(run.file)) {
        conditions.raise(
            ROOM,
            ABOUT,
            Severity.WARNING,
            "The station that was started at %s has not come to its end: it was killed, or the machine went down"
                .formatted(startOf(run.file)),
            "see journalctl -u nightshift for why");
      }
      WholeFile.write(run.file, now.truncatedTo(ChronoUnit.SECONDS) + "\n");
    } catch (IOException e) {
      // Whatever keeps it from writing there is told by others.
      LOG.debug("{} cannot be written", run.file, e);
    }
    return run;
  }

  private static String startOf(Path file) {
    try {
      return Instant.parse(Files.readString(file, StandardCharsets.UTF_8).strip()).toString();
    } catch (IOException | DateTimeException unknown) {
      return "an unknown time";
    }
  }

  /** Clears the condition once this run has lasted. */
  void look(Instant now, Conditions conditions) {
    if (!now.isBefore(start.plus(SHOWN))) {
      conditions.clear(
          ROOM, ABOUT, "The station has run for an hour since it had to be started again");
    }
  }

  /** The run comes to its end. */
  void end() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("{} cannot be deleted", file, e);
    }
  }
}
