package radio.nightshift.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import radio.nightshift.disk.FileStamp;
import radio.nightshift.media.FileEnding;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.Timetable;

/**
 * Files that may still have a writer, whom nobody sees: a file counts as finished once it is whole
 * by its own format and unchanged for two seconds. One that is incomplete must be unchanged for
 * longer, since a programme that was cut for good is better than none; and not so long if it is
 * about to be on the air.
 */
final class WrittenFiles {
  private static final Duration LATER = Duration.ofDays(365);
  private static final Duration HURRIED = Duration.ofSeconds(10);

  /** Before its air time, there is still time to prepare it in the quick way. */
  private static final Duration SHORTLY = Duration.ofSeconds(90);

  private static final Duration BELATED = Duration.ofHours(4);

  /** An upload that is going on needs no words, for as long as that. */
  private static final Duration USUAL_PAUSE = Duration.ofSeconds(10);

  private static final Duration USUAL_UPLOAD = Duration.ofMinutes(30);

  private final Timetable timetable;
  private final Duration unfinished;
  private final QuietFiles<Path> quiet = new QuietFiles<>();
  private final Map<Path, Finding> incomplete = new HashMap<>();

  /** Why a file is incomplete, as one version of it was found. */
  private record Finding(FileStamp stamp, String defect) {}

  /**
   * Knows no file yet.
   *
   * @param unfinished how long a file that is incomplete by its own format must be unchanged
   */
  WrittenFiles(Timetable timetable, Duration unfinished) {
    this.timetable = timetable;
    this.unfinished = unfinished;
  }

  synchronized boolean isKnown(Path file) {
    return quiet.isKnown(file);
  }

  /**
   * Whether a file as it is found now is finished.
   *
   * @param now of {@link System#nanoTime}
   */
  boolean isFinished(Path file, FileStamp stamp, long now) {
    return isFinished(file, stamp, now, () -> true);
  }

  /**
   * Whether a file as it is found now is finished.
   *
   * @param now of {@link System#nanoTime}
   * @param isTurn asked if it is quiet, and before it is opened; if it says no, it counts as
   *     unfinished for now
   */
  synchronized boolean isFinished(Path file, FileStamp stamp, long now, BooleanSupplier isTurn) {
    boolean isFinished =
        quiet.isQuiet(file, stamp, now, () -> isTurn.getAsBoolean() ? needed(file, stamp) : LATER);
    if (isFinished) {
      incomplete.remove(file);
    }
    return isFinished;
  }

  private Duration needed(Path file, FileStamp stamp) {
    Finding known = incomplete.get(file);
    if (known == null || !known.stamp.equals(stamp)) {
      known = new Finding(stamp, defect(file));
      incomplete.put(file, known);
    }
    if (known.defect == null) {
      return QuietFiles.QUIET;
    }
    return isDue(file) && HURRIED.compareTo(unfinished) < 0 ? HURRIED : unfinished;
  }

  private static String defect(Path file) {
    try {
      return FileEnding.defect(file).orElse(null);
    } catch (IOException unreadable) {
      // Whoever is given it will say so.
      return null;
    }
  }

  /** Whether it is on the air within a minute or two, or should be on the air already. */
  private boolean isDue(Path file) {
    try {
      Duration left =
          Duration.between(
              timetable.now(),
              ProgrammeFileName.parse(file.getFileName().toString()).instant(timetable.zone()));
      return left.compareTo(SHORTLY) <= 0 && left.compareTo(BELATED.negated()) >= 0;
    } catch (IllegalArgumentException misnamed) {
      return false;
    }
  }

  /** What there is to say about files that wait, by their names and for how long. */
  synchronized Map<String, String> troubles(long now) {
    Map<String, String> troubles = new TreeMap<>();
    Map<Path, Duration> waiting = quiet.waiting(now);
    for (Path file : new TreeSet<>(waiting.keySet())) {
      String name = file.getFileName().toString();
      if (UnfinishedUploads.isOne(name)) {
        continue;
      }
      Finding finding = incomplete.get(file);
      if (waiting.get(file).compareTo(USUAL_PAUSE) < 0) {
        boolean isLong = quiet.age(file, now).compareTo(USUAL_UPLOAD) > 0;
        boolean isLate = isDue(file) && quiet.age(file, now).compareTo(USUAL_PAUSE) > 0;
        if (isLong || isLate) {
          put(troubles, file, "it is being written to without a pause");
        }
      } else if (finding != null && finding.defect != null) {
        put(troubles, file, finding.defect);
      }
    }
    return troubles;
  }

  private void put(Map<String, String> troubles, Path file, String defect) {
    if (Files.exists(file)) {
      troubles.put(file.getFileName().toString(), defect);
    } else {
      quiet.forget(file);
      incomplete.remove(file);
    }
  }
}
