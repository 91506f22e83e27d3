package radio.nightshift.playout;

import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.Mount;

/**
 * The cues that should be on the air at this instant and are not yet: a pure function of the
 * schedule, the ready files and the clock. The only memory is which cues have been handed to their
 * mounts; one that leaves before its end is forgotten, so the next tick sends it again.
 */
public final class OnAir {
  private static final Duration JUST_OVER = Duration.ofSeconds(1);

  private final CueBook cues;
  private final List<Mount> mounts;
  private final Clock clock;
  private final BooleanSupplier draining;
  private final HeadStart headStart = new HeadStart();
  private final Map<Slot, Instant> handedOut = new HashMap<>();

  private record Slot(String mount, Instant start) {
    static Slot of(Cue cue) {
      return new Slot(cue.mount(), cue.start());
    }
  }

  /**
   * Mounts without a cue yet.
   *
   * @param draining whether nothing more may begin
   */
  public OnAir(CueBook cues, List<Mount> mounts, Clock clock, BooleanSupplier draining) {
    this.cues = cues;
    this.mounts = List.copyOf(mounts);
    this.clock = clock;
    this.draining = draining;
  }

  /**
   * The cues that are to be handed to their mounts now, each once: what should be on the air, and
   * what would be late if it waited for the next tick.
   *
   * @param exchange the tick, or what else has made the question
   */
  public List<Cue> due(Exchange exchange) {
    return due(headStart.of(exchange));
  }

  synchronized List<Cue> due(Duration ahead) {
    if (draining.getAsBoolean()) {
      return List.of();
    }
    Instant now = clock.instant();
    handedOut.values().removeIf(until -> until.isBefore(now));
    List<Cue> due = new ArrayList<>();
    for (Mount mount : mounts) {
      cues.atOrBefore(mount, now)
          .filter(cue -> cue.end().isAfter(now))
          .ifPresent(cue -> handOut(cue, due));
      cues.between(mount, now, now.plus(ahead)).forEach(cue -> handOut(cue, due));
    }
    return due;
  }

  /** A phrase that names the next cue. */
  public String outlook() {
    return cues.next()
        .map(next -> "next comes '%s' at %s".formatted(next.programme(), next.start()))
        .orElse("no programme is ready to come");
  }

  private void handOut(Cue cue, List<Cue> due) {
    if (!handedOut.containsKey(Slot.of(cue)) && Files.isRegularFile(cue.file())) {
      handedOut.put(Slot.of(cue), Instant.MAX);
      due.add(cue);
    }
  }

  /** Records how a cue ended. */
  public synchronized void over(AsRun asRun) {
    Instant until =
        switch (asRun.outcome()) {
          case PLAYED -> asRun.cue().end().plus(JUST_OVER);
          // Its last frame left a moment before the next one's start: it is not due again in
          // between.
          case CUT, SKIPPED -> clock.instant().plus(JUST_OVER);
          default -> Instant.MIN;
        };
    handedOut.put(Slot.of(asRun.cue()), until);
  }

  /** Forgets a cue that could not be played. */
  public synchronized void failed(Cue cue) {
    handedOut.remove(Slot.of(cue));
  }
}
