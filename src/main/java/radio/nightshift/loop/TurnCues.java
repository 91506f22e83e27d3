package radio.nightshift.loop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import radio.nightshift.loop.Timeline.Turn;
import radio.nightshift.loop.Timeline.Version;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.CueSheet;

/** The turns of a channel as cues of its Icecast mount. */
public final class TurnCues implements CueSheet {
  /**
   * A turn is sent a frame before it is over, and whoever asked the clock then would play it again:
   * so near to a seam the turn that follows is next.
   */
  private static final Duration AT_THE_SEAM = Duration.ofSeconds(1);

  private final String mount;
  private final String title;
  private final Supplier<Timeline> timeline;
  private final Clock clock;
  private volatile Turn sent;
  private volatile Following last;
  private volatile Instant stopped;

  /** What follows a cue, as long as the channel's latest version is the same. */
  private record Following(Cue cue, Version latest, Optional<Cue> next) {}

  /**
   * The cues of one mount.
   *
   * @param mount the channel's name
   * @param title what listeners are shown
   * @param timeline the channel's turns; null until there is a version to be played
   */
  TurnCues(String mount, String title, Supplier<Timeline> timeline, Clock clock) {
    this.mount = mount;
    this.title = title;
    this.timeline = timeline;
    this.clock = clock;
  }

  /**
   * The cue to be sent to the mount next: the turn behind the one before, or, as at the start and
   * after an outage, the turn that should be on the air now.
   *
   * @return null if the channel is stopped or has nothing to play yet
   */
  public Cue next() {
    Timeline turns = timeline.get();
    if (turns == null || stopped != null) {
      return null;
    }
    Instant now = clock.instant();
    Turn due = turns.at(now);
    if (sent != null) {
      Turn following = turns.after(sent);
      if (Duration.between(now, following.start()).abs().compareTo(AT_THE_SEAM) < 0) {
        due = following;
      }
    }
    sent = due;
    return cue(turns, due);
  }

  @Override
  public Optional<Cue> after(Cue cue) {
    Timeline turns = timeline.get();
    if (turns == null || stopped != null) {
      return Optional.empty();
    }
    Version latest = turns.version();
    Following known = last;
    if (known == null || known.cue != cue || known.latest != latest) {
      known =
          new Following(cue, latest, Optional.of(cue(turns, turns.after(turns.at(cue.start())))));
      last = known;
    }
    return known.next;
  }

  @Override
  public Instant end(Cue cue) {
    Instant at = stopped;
    return at != null && at.isBefore(cue.end()) ? at : cue.end();
  }

  /** Ends what is on the air at its next frame, and lets nothing follow. */
  public void stop() {
    stopped = clock.instant();
  }

  /** Lets the channel go on, where it should be by then. */
  public void start() {
    stopped = null;
  }

  /** It ends at the very nanosecond at which the next one begins, or that one would cut in. */
  private Cue cue(Timeline turns, Turn turn) {
    return new Cue(
        mount,
        turn.version().name(),
        title,
        turn.version().file(),
        turn.start(),
        turns.after(turn).start(),
        "turn " + turn.number());
  }
}
