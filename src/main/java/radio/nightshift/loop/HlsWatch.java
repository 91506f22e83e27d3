package radio.nightshift.loop;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Tells by the files of an HLS folder whether it is written. It inspects them once a second, on a
 * thread that may hang with the folder's disk.
 */
final class HlsWatch {
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  /** Until there is a list, nobody knows how far apart the key frames are. */
  private static final int FIRST_SECONDS = 60;

  private static final int SEGMENTS = 3;

  private final HlsFolder folder;
  private final Asides asides;
  private final MonotonicTime time;
  private final HlsState before;
  private volatile HlsState latest;
  private Future<HlsState> inspection;
  private long inspected;
  private long changed;

  /**
   * Begins to watch a folder.
   *
   * @param before how far it is before anything is written
   */
  HlsWatch(HlsFolder folder, HlsState before, Asides asides, MonotonicTime time) {
    this.folder = folder;
    this.before = before;
    this.asides = asides;
    this.time = time;
    latest = before;
    inspected = time.nanos();
    changed = inspected;
  }

  /** Whether a list has been written. */
  boolean hasList() {
    HlsState now = latest;
    return now.listBytes() > 0 && now.listTime() != before.listTime();
  }

  /** Fails, in words with the remedy, if nothing is written any more. */
  void requireFresh() throws IOException {
    long now = time.nanos();
    if (inspection != null && inspection.isDone()) {
      take(now);
    } else if (inspection == null && now - inspected >= PAUSE) {
      inspection = asides.begin(folder::state);
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(now - changed);
    if (latest.listBytes() == 0) {
      throw folder.trouble("has an empty index.m3u8; make room on its disk");
    }
    if (seconds > (hasList() ? SEGMENTS * latest.target() : FIRST_SECONDS)) {
      throw folder.trouble(
          "has had nothing written to it for %d s; make room on its disk".formatted(seconds));
    }
  }

  private void take(long now) throws IOException {
    try {
      HlsState state = inspection.get();
      if (state.newest() != latest.newest()) {
        changed = now;
      }
      latest = state;
    } catch (ExecutionException e) {
      throw folder.trouble("cannot be read (%s)".formatted(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    inspection = null;
    inspected = now;
  }
}
