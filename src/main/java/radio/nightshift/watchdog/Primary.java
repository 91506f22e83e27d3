package radio.nightshift.watchdog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import radio.nightshift.local.LocalSocket;

/**
 * A station of ours as the encoder that is watched: by its status, checks count only while one of
 * its programmes is due. One that does not answer is judged by what it said last was to come.
 */
final class Primary {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String ROOM = "watchdog";
  private static final String ABOUT = "primary";

  private final Path socket;
  private final Conditions conditions;
  private List<Span> known = List.of();

  private record Span(Instant start, Instant until) {
    boolean covers(Instant now) {
      return !now.isBefore(start) && now.isBefore(until);
    }
  }

  /**
   * A station.
   *
   * @param socket where it is asked
   */
  Primary(Path socket, Conditions conditions) {
    this.socket = socket;
    this.conditions = conditions;
  }

  /** Whether a programme is due; true if that is not known. */
  synchronized boolean isDue(Instant now) {
    try (LocalSocket station = LocalSocket.connect(socket)) {
      JsonObject question = new JsonObject(Map.of("command", "status"));
      known = spans(station.ask(question.toJson(), PATIENCE));
      conditions.clear(ROOM, ABOUT, "The station that is watched can be asked again");
      return known.stream().anyMatch(one -> one.covers(now));
    } catch (IOException
        | DeserializationException
        | DateTimeException
        | ClassCastException silent) {
      conditions.raise(
          ROOM,
          ABOUT,
          Severity.WARNING,
          "The station that is watched cannot be asked at '%s' for what is due".formatted(socket),
          "start it, or let this user connect there; until then checks count by what it said last");
    }
    boolean isBeyond = known.stream().noneMatch(one -> now.isBefore(one.until));
    return isBeyond || known.stream().anyMatch(one -> one.covers(now));
  }

  private static List<Span> spans(String status) throws DeserializationException, IOException {
    List<Span> spans = new ArrayList<>();
    if (Jsoner.deserialize(status) instanceof JsonObject whole
        && whole.get("playout") instanceof Map<?, ?> playout) {
      for (String part : List.of("due", "next")) {
        if (playout.get(part) instanceof Collection<?> cues) {
          cues.forEach(cue -> spans.add(span((Map<?, ?>) cue)));
        }
      }
      return spans;
    }
    throw new IOException("it does not say what is due");
  }

  private static Span span(Map<?, ?> cue) {
    return new Span(Instant.parse("" + cue.get("start")), Instant.parse("" + cue.get("until")));
  }
}
