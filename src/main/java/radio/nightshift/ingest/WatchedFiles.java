package radio.nightshift.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.Body;
import radio.nightshift.disk.FileStamp;

/**
 * Files that were taken while their writers may still have had them open. Each is watched until it
 * has been unchanged for an hour, the closer the fresher it is; one that was written to is given
 * out again once it is finished.
 */
public final class WatchedFiles {
  private static final Duration WATCHED = Duration.ofHours(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** A file is looked at when so much of its age has passed again. */
  private static final int SHARE = 20;

  private final WrittenFiles files;
  private final Consumer<Path> end;
  private final Map<Path, Watched> watched = new ConcurrentHashMap<>();

  /**
   * How a file was taken.
   *
   * @param since when, of {@link System#nanoTime}
   * @param next when it is to be looked at
   */
  private record Watched(FileStamp stamp, long since, long next) {}

  /**
   * Watches no file yet.
   *
   * @param end called for each file that is not watched any more, but still there
   */
  WatchedFiles(WrittenFiles files, Consumer<Path> end) {
    this.files = files;
    this.end = end;
  }

  /** Watches a file that was taken as it lies there. */
  public void watch(@Body String file) {
    try {
      watchAs(Path.of(file), FileStamp.of(Path.of(file)));
    } catch (IOException gone) {
      watched.remove(Path.of(file));
    }
  }

  /** Watches a file that was taken as that stamp says. */
  void watchAs(Path file, FileStamp taken) {
    long now = System.nanoTime();
    watched.put(file, new Watched(taken, now, now));
  }

  /** The files that were written to after they had been taken, and are finished now. */
  public List<String> changed() {
    return changedAt(System.nanoTime());
  }

  List<String> changedAt(long now) {
    List<String> changed = new ArrayList<>();
    for (Iterator<Map.Entry<Path, Watched>> all = watched.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Path, Watched> one = all.next();
      if (now - one.getValue().next >= 0 && isChanged(one, all, now)) {
        changed.add(one.getKey().toString());
      }
    }
    return changed;
  }

  private boolean isChanged(
      Map.Entry<Path, Watched> one, Iterator<Map.Entry<Path, Watched>> all, long now) {
    Watched before = one.getValue();
    try {
      FileStamp stamp = FileStamp.of(one.getKey());
      if (!stamp.equals(before.stamp)) {
        boolean isFinished = files.isFinished(one.getKey(), stamp, now);
        if (isFinished) {
          one.setValue(new Watched(stamp, now, now));
        }
        return isFinished;
      }
      long age = now - before.since;
      if (age > WATCHED.toNanos()) {
        all.remove();
        end.accept(one.getKey());
      } else {
        long pause = Math.min(age / SHARE, LONGEST_PAUSE.toNanos());
        one.setValue(new Watched(stamp, before.since, now + pause));
      }
    } catch (IOException gone) {
      all.remove();
    }
    return false;
  }
}
