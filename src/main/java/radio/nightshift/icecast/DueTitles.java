package radio.nightshift.icecast;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import radio.nightshift.programme.AsRun;

/** The titles of mounts that play one short thing after another, as they are due to be sent. */
final class DueTitles {
  /** A server that has lost a title, or refuses it, gets it again after this time. */
  private static final long AGAIN = TimeUnit.SECONDS.toNanos(30);

  /** One that has refused it once may have been about to stop or to start. */
  private static final long SOON = TimeUnit.SECONDS.toNanos(5);

  private final LongSupplier nanos;
  private final Map<String, Latest> mounts = new HashMap<>();

  private record Latest(AsRun asRun, long dueNanos, boolean isWaiting, int failures) {
    long pause() {
      return failures == 1 ? SOON : AGAIN;
    }
  }

  /** Titles by a monotonic time in nanoseconds. */
  DueTitles(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Takes note of what a mount plays; whether somebody should {@link #take} it. */
  synchronized boolean isDue(AsRun asRun, boolean isNewConnection) {
    String mount = asRun.cue().mount();
    Latest before = mounts.get(mount);
    long now = nanos.getAsLong();
    boolean isDue =
        before == null
            || isNewConnection
            || !asRun.cue().title().equals(before.asRun.cue().title())
            || now - before.dueNanos >= before.pause();
    if (isDue) {
      mounts.put(mount, new Latest(asRun, now, true, before == null ? 0 : before.failures));
    }
    return isDue && (before == null || !before.isWaiting);
  }

  /** What the mount of that airing plays by now; it no longer waits. */
  synchronized AsRun take(AsRun waiting) {
    return mounts.computeIfPresent(
            waiting.cue().mount(),
            (mount, it) -> new Latest(it.asRun, it.dueNanos, false, it.failures))
        .asRun;
  }

  /** Takes note of how often in a row a mount's title could not be sent; returns that. */
  synchronized int failures(String mount, boolean hasFailed) {
    return mounts.computeIfPresent(
            mount,
            (name, it) ->
                new Latest(it.asRun, it.dueNanos, it.isWaiting, hasFailed ? it.failures + 1 : 0))
        .failures;
  }
}
