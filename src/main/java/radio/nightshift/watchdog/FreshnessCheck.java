package radio.nightshift.watchdog;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import radio.nightshift.condition.Printable;
import radio.nightshift.watchdog.SegmentFolder.Segment;

/**
 * Whether HLS segments are written and deleted: none may be older than a limit, and the newest one
 * least of all. How old one is at the first check, its time of writing shows; after that the time
 * counts for which it has been there, so that the clock may be set meanwhile.
 */
public final class FreshnessCheck {
  private final SegmentFolder folder;
  private final Duration oldest;
  private final Clock clock;
  private final LongSupplier nanoTime;

  /** When each was written, by the time that no step of the clock changes. */
  private Map<Segment, Long> written = Map.of();

  private boolean isFirst = true;
  private long looked;
  private long newest;

  /**
   * A check of a folder.
   *
   * @param oldest how old a segment may be
   */
  FreshnessCheck(SegmentFolder folder, Duration oldest, Clock clock) {
    this(folder, oldest, clock, System::nanoTime);
  }

  FreshnessCheck(SegmentFolder folder, Duration oldest, Clock clock, LongSupplier nanoTime) {
    this.folder = folder;
    this.oldest = oldest;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Inspects the segments.
   *
   * @return what was seen
   * @throws CheckFailedException if there is nothing new, or something old, or nothing can be read
   */
  public synchronized String check() throws CheckFailedException {
    List<Segment> segments = folder.segments();
    long now = nanoTime.getAsLong();
    note(segments, now);
    if (now - newest > oldest.toNanos()) {
      throw new CheckFailedException(
          "the folder %s has had no new .ts file for more than %d s"
              .formatted(folder, oldest.toSeconds()));
    }
    if (segments.isEmpty()) {
      return "the folder %s holds no .ts file yet".formatted(folder);
    }
    Segment last = Collections.min(segments, Comparator.comparing(written::get));
    if (now - written.get(last) > oldest.toNanos()) {
      throw new CheckFailedException(
          "'%s' in the folder %s is older than %d s; delete it, or name it in watchdog.hls.leave-out"
              .formatted(Printable.printable(last.name()), folder, oldest.toSeconds()));
    }
    return "the newest .ts file in the folder %s is %d s old"
        .formatted(folder, Duration.ofNanos(now - newest).toSeconds());
  }

  private void note(List<Segment> segments, long now) {
    Map<Segment, Long> all = new HashMap<>();
    for (Segment one : segments) {
      Long known = written.get(one);
      all.put(one, known == null ? now - age(one, now) : known);
    }
    if (isFirst) {
      // An encoder that has just been started, or leaves an empty folder, has the same patience.
      newest = all.values().stream().max(Long::compare).orElse(now);
    } else {
      newest = all.values().stream().reduce(newest, Long::max);
    }
    written = all;
    looked = now;
    isFirst = false;
  }

  /** One that was not there at the last look is no older than that, whatever the clock shows. */
  private long age(Segment segment, long now) {
    Duration shown = Duration.between(segment.written().toInstant(), clock.instant());
    Duration most = isFirst ? oldest.plusMillis(1) : Duration.ofNanos(now - looked);
    return shown.isNegative() ? 0 : shown.compareTo(most) < 0 ? shown.toNanos() : most.toNanos();
  }
}
