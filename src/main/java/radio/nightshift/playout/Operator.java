package radio.nightshift.playout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.camel.Body;
import radio.nightshift.icecast.Airings;
import radio.nightshift.playout.Intervention.Order;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.Cue;

/** What an operator may do about the programme that is on the air on a mount. */
public final class Operator {
  /** For the second cue to get to its mount before the first one ends. */
  private static final Duration TO_BEGIN_AGAIN = Duration.ofSeconds(2);

  private final CueBook cues;
  private final Airings airings;
  private final Clock clock;

  public Operator(CueBook cues, Airings airings, Clock clock) {
    this.cues = cues;
    this.airings = airings;
    this.clock = clock;
  }

  /**
   * Ends what is on the air on a mount; what comes next begins at its instant.
   *
   * @return what happens, in words
   * @throws IllegalStateException if nothing is on the air there
   */
  public String skip(@Body String mount) {
    Cue cue = onAir(mount);
    cues.intervene(Intervention.about(cue, Order.SKIP, clock.instant()));
    return "'%s' on mount %s ends now; %s"
        .formatted(
            cue.programme(),
            mount,
            cues.after(cue)
                .map(next -> "next comes '%s' at %s".formatted(next.programme(), next.start()))
                .orElse("no programme is ready to come"));
  }

  /**
   * Has what is on the air on a mount begin again, on the same connection.
   *
   * @return what happens, in words
   * @throws IllegalStateException if nothing is on the air there, or something else is about to be
   */
  public String playAgain(@Body String mount) {
    Cue cue = onAir(mount);
    if (airings.isDraining()) {
      throw new IllegalStateException("The station is being drained: nothing more begins.");
    }
    Instant at = clock.instant().plus(TO_BEGIN_AGAIN).truncatedTo(ChronoUnit.MILLIS);
    Optional<Cue> next = cues.after(cue).filter(one -> !one.start().isAfter(at));
    if (next.isPresent() || !cue.end().isAfter(at)) {
      throw new IllegalStateException("'%s' is just over.".formatted(cue.programme()));
    }
    cues.intervene(Intervention.about(cue, Order.PLAY_AGAIN, at));
    return "'%s' on mount %s begins again at %s".formatted(cue.programme(), mount, at);
  }

  private Cue onAir(String mount) {
    return airings.onAir().stream()
        .map(AsRun::cue)
        .filter(cue -> cue.mount().equals(mount))
        .filter(cue -> cues.end(cue).isAfter(clock.instant()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("Nothing is on the air on mount %s.".formatted(mount)));
  }
}
