package radio.nightshift.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Files that have had the same size and time for two seconds at least, and so are complete. Each is
 * let through once; if it is still there a minute later it could not be taken, and is let through
 * again.
 *
 * @param <K> what tells files apart
 */
final class QuietFiles<K> {
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Longer than any interval of polls, which is an hour at most. */
  private static final long REMEMBERED_NANOS = TimeUnit.DAYS.toNanos(1);

  private final Map<K, State> files = new HashMap<>();
  private Long cleared;

  /**
   * How a file was found.
   *
   * @param since when it was first found like this
   * @param seen when it was found last
   * @param taken when it was let through, or null
   */
  private record State(long size, long modified, long since, long seen, Long taken) {}

  /** Whether a file was found before. */
  boolean isKnown(K file) {
    return files.containsKey(file);
  }

  /**
   * Whether a file as it is found now may be taken.
   *
   * @param now of {@link System#nanoTime}
   */
  boolean isQuiet(K file, long size, long modified, long now) {
    return isQuiet(file, size, modified, now, () -> true);
  }

  /**
   * Whether a file as it is found now may be taken.
   *
   * @param isTurn asked if it is quiet; if it says no, the file is let through later
   */
  boolean isQuiet(K file, long size, long modified, long now, BooleanSupplier isTurn) {
    State before = files.get(file);
    if (before == null || before.size != size || before.modified != modified) {
      forgetOld(now);
      files.put(file, new State(size, modified, now, now, null));
      return false;
    }
    boolean isLetThrough =
        now - before.since >= QUIET_NANOS
            && (before.taken == null || now - before.taken > AGAIN_NANOS)
            && isTurn.getAsBoolean();
    files.put(
        file,
        new State(
            size, modified, before.since, now, isLetThrough ? Long.valueOf(now) : before.taken));
    return isLetThrough;
  }

  /** Not for each file: very many may come at once. */
  private void forgetOld(long now) {
    if (cleared == null || now - cleared > AGAIN_NANOS) {
      cleared = now;
      files.values().removeIf(state -> now - state.seen > REMEMBERED_NANOS);
    }
  }
}
