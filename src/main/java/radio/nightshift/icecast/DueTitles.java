package radio.nightshift.icecast;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import radio.nightshift.programme.AsRun;

/** The titles of mounts that play one short thing after another, as they are due to be sent. */
final class DueTitles {
  /** A server that has lost a title, or has refused it, gets it again after this time. */
  private static final long AGAIN = TimeUnit.SECONDS.toNanos(30);

  private final LongSupplier nanos;
  private final Map<String, Latest> mounts = new HashMap<>();

  private record Latest(AsRun asRun, long dueNanos, boolean isWaiting) {}

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
            || now - before.dueNanos >= AGAIN;
    if (isDue) {
      mounts.put(mount, new Latest(asRun, now, true));
    }
    return isDue && (before == null || !before.isWaiting);
  }

  /** What the mount of that airing plays by now; it no longer waits. */
  synchronized AsRun take(AsRun waiting) {
    Latest latest = mounts.get(waiting.cue().mount());
    mounts.put(waiting.cue().mount(), new Latest(latest.asRun, latest.dueNanos, false));
    return latest.asRun;
  }
}
