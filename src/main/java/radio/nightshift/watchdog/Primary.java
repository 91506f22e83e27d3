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
import radio.nightshift.local.LocalSocket;

/**
 * A station of ours as the encoder that is watched: by its status, checks count only while one of
 * its programmes is due. One that does not answer is judged by what it said last was to come.
 */
final class Primary {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path socket;
  private List<Span> known = List.of();
  private boolean hasAnswered;

  private record Span(Instant start, Instant until) {}

  /**
   * A station.
   *
   * @param socket where it is asked
   */
  Primary(Path socket) {
    this.socket = socket;
  }

  /** Whether a programme is due; true if it has never said. */
  synchronized boolean isDue(Instant now) {
    try (LocalSocket station = LocalSocket.connect(socket)) {
      JsonObject question = new JsonObject(Map.of("command", "status"));
      known = spans(station.ask(question.toJson(), PATIENCE));
      hasAnswered = true;
    } catch (IOException
        | DeserializationException
        | DateTimeException
        | ClassCastException silent) {
      // It is dead, or just starting: what it said before still holds.
    }
    return !hasAnswered
        || known.stream().anyMatch(one -> !now.isBefore(one.start) && now.isBefore(one.until));
  }

  private static List<Span> spans(String status) throws DeserializationException {
    List<Span> spans = new ArrayList<>();
    if (Jsoner.deserialize(status) instanceof JsonObject whole
        && whole.get("playout") instanceof Map<?, ?> playout) {
      for (String part : List.of("due", "next")) {
        if (playout.get(part) instanceof Collection<?> cues) {
          cues.forEach(cue -> spans.add(span((Map<?, ?>) cue)));
        }
      }
    }
    return spans;
  }

  private static Span span(Map<?, ?> cue) {
    return new Span(Instant.parse("" + cue.get("start")), Instant.parse("" + cue.get("until")));
  }
}
