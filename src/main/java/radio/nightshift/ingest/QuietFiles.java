package radio.nightshift.ingest;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Files that have been the same for two seconds at least, or longer if need be, and so are
 * complete. Each is let through once; if it is still there a minute later it could not be taken,
 * and is let through again.
 *
 * @param <K> what tells files apart
 */
final class QuietFiles<K> {
  /** How long all files must be unchanged. */
  static final Duration QUIET = Duration.ofSeconds(2);

  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Longer than any interval of polls, which is an hour at most. */
  private static final long REMEMBERED_NANOS = TimeUnit.DAYS.toNanos(1);

  private static final long TIDY_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Map<K, State> files = new HashMap<>();
  private Long tidied;

  /**
   * How a file was found.
   *
   * @param version what differs once it was written to
   * @param first when it was found first
   * @param since when it was first found like this
   * @param seen when it was found last
   * @param taken when it was let through, or null
   */
  private record State(Object version, long first, long since, long seen, Long taken) {}

  /** Whether a file was found before. */
  boolean isKnown(K file) {
    return files.containsKey(file);
  }

  /**
   * Whether a file as it is found now may be taken.
   *
   * @param version what differs once it was written to
   * @param now of {@link System#nanoTime}
   */
  boolean isQuiet(K file, Object version, long now) {
    return isQuiet(file, version, now, () -> QUIET);
  }

  /**
   * Whether a file as it is found now may be taken.
   *
   * @param version what differs once it was written to
   * @param now of {@link System#nanoTime}
   * @param needed how long it must be unchanged, asked for if it has been for two seconds
   */
  boolean isQuiet(K file, Object version, long now, Supplier<Duration> needed) {
    State before = files.get(file);
    if (before == null || !before.version.equals(version)) {
      tidy(now);
      boolean isAnother = before == null || before.taken != null;
      files.put(file, new State(version, isAnother ? now : before.first, now, now, null));
      return false;
    }
    boolean isLetThrough =
        now - before.since >= QUIET.toNanos()
            && (before.taken == null || now - before.taken > AGAIN_NANOS)
            && now - before.since >= needed.get().toNanos();
    Long taken = isLetThrough ? Long.valueOf(now) : before.taken;
    files.put(file, new State(version, before.first, before.since, now, taken));
    return isLetThrough;
  }

  /** Files that have not been let through, with how long each has been unchanged. */
  Map<K, Duration> waiting(long now) {
    Map<K, Duration> waiting = new HashMap<>();
    files.forEach(
        (file, state) -> {
          if (state.taken == null) {
            waiting.put(file, Duration.ofNanos(now - state.since));
          }
        });
    return waiting;
  }

  /** How long ago a file was found first. */
  Duration age(K file, long now) {
    State state = files.get(file);
    return state == null ? Duration.ZERO : Duration.ofNanos(now - state.first);
  }

  /** Forgets a file that has gone. */
  void forget(K file) {
    files.remove(file);
  }

  private void tidy(long now) {
    if (tidied == null || now - tidied > TIDY_NANOS) {
      tidied = now;
      files.values().removeIf(state -> now - state.seen > REMEMBERED_NANOS);
    }
  }
}
