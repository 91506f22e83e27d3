package radio.nightshift.programme;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import radio.nightshift.condition.Printable;

/**
 * One line of the as-run log: what really went out of a cue.
 *
 * @param id one airing's identity: a cue resumed after a crash is another airing
 * @param cue what was planned
 * @param outcome how it stands
 * @param joinedAt the media position of the first frame sent: zero unless it started late
 * @param firstByte when that frame left, or null if none did
 * @param lastByte when the last frame so far left, or null if none did
 * @param bytes audio bytes sent, without HTTP headers
 * @param reconnects connections opened beyond the first
 */
public record AsRun(
    UUID id,
    Cue cue,
    Outcome outcome,
    Duration joinedAt,
    Instant firstByte,
    Instant lastByte,
    long bytes,
    int reconnects) {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX");

  /** How an airing stands. */
  public enum Outcome {
    /** It is on the air. */
    ON_AIR("is on the air"),
    /** It went out to its end. */
    PLAYED("played to its end"),
    /** The next cue's start came before its end. */
    CUT("cut by the next programme"),
    /** A person has ended it. */
    SKIPPED("skipped by hand"),
    /** The station was stopped while it was on the air. */
    STOPPED("left because the station was stopped"),
    /** Its time passed while the mount could not be reached. */
    LOST("was over before the mount could be reached again"),
    /** The station died while it was on the air; the times are the last ones known. */
    CRASHED("broke off when the station died");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }
  }

  /** How much later than planned the first frame left, in milliseconds; 0 if none did. */
  public double startErrorMillis() {
    return firstByte == null
        ? 0
        : Duration.between(cue.start().plus(joinedAt), firstByte).toNanos() / 1e6;
  }

  /** The line a person reads in the log. */
  public String describe() {
    String what = "'" + Printable.printable(cue.programme()) + "' on mount " + cue.mount() + " ";
    if (firstByte == null) {
      return what + "never got on the air: it " + outcome.words;
    }
    if (outcome == Outcome.ON_AIR) {
      String how = joinedAt.isZero() ? "from its start" : "joined at " + clock(joinedAt);
      String again = reconnects == 0 ? "" : ", connection " + (reconnects + 1);
      return what
          + "%s, %s (%.1f ms late), until %s%s"
              .formatted(outcome.words, how, startErrorMillis(), millis(cue.end()), again);
    }
    return what
        + "%s: %s to %s, %.1f ms late, %d bytes, %d reconnects"
            .formatted(
                outcome.words,
                millis(firstByte),
                millis(lastByte),
                startErrorMillis(),
                bytes,
                reconnects);
  }

  private static String millis(Instant instant) {
    return MILLIS.format(instant.atOffset(ZoneOffset.UTC));
  }

  private static String clock(Duration position) {
    return "%d:%02d:%02d.%03d"
        .formatted(
            position.toHours(),
            position.toMinutesPart(),
            position.toSecondsPart(),
            position.toMillisPart());
  }
}
