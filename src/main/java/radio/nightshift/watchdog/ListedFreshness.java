package radio.nightshift.watchdog;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The requirement that a playlist gets new segments. */
final class ListedFreshness implements PlaylistJudge {
  private final Duration oldest;
  private final LongSupplier nanoTime;
  private String state = "";
  private long since;

  /**
   * A requirement.
   *
   * @param oldest how old the newest segment may be
   */
  ListedFreshness(Duration oldest) {
    this(oldest, System::nanoTime);
  }

  ListedFreshness(Duration oldest, LongSupplier nanoTime) {
    this.oldest = oldest;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized String judge(Playlist playlist, Duration age) throws CheckFailedException {
    long now = nanoTime.getAsLong();
    if (state.isEmpty()) {
      since = now - age.toNanos();
    } else if (!state.equals(playlist.state())) {
      since = now;
    }
    state = playlist.state();
    if (playlist.segments().isEmpty()) {
      throw new CheckFailedException("lists no segment");
    }
    if (playlist.isOver()) {
      throw new CheckFailedException("has been ended by the encoder");
    }
    if (now - since > oldest.toNanos()) {
      throw new CheckFailedException(
          "has had no new segment for more than %d s".formatted(oldest.toSeconds()));
    }
    return "had its newest segment %d s ago at most"
        .formatted(Duration.ofNanos(now - since).toSeconds());
  }
}
