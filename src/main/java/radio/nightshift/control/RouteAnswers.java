package radio.nightshift.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.util.ObjectHelper;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Printable;
import radio.nightshift.settings.SettingException;

/** Has requests answered by the routes of their commands: {@code {"command": "status"}}. */
final class RouteAnswers implements Answers {
  private static final Logger LOG = LoggerFactory.getLogger(RouteAnswers.class);

  /** In an answer: what is wrong with the question. */
  static final String WRONG = "wrong";

  private static final Map<String, String> ROUTES =
      Map.of(
          "status", "direct:control-status",
          "drain", "direct:control-drain",
          "schedule", "direct:playout-schedule",
          "as-run", "direct:playout-as-run-rows",
          "loop-status", "direct:loop-status",
          "loop-start", "direct:loop-start",
          "loop-restart", "direct:loop-restart",
          "loop-stop", "direct:loop-stop",
          "watchdog-status", "direct:watchdog-status");

  /** In a question: the home of the station that is meant. */
  static final String HOME = "home";

  private final ProducerTemplate routes;
  private final Path home;

  /**
   * Answers of a station.
   *
   * @param home its {@code station.home}
   */
  RouteAnswers(CamelContext context, Path home) {
    routes = context.createProducerTemplate();
    this.home = home;
  }

  @Override
  public String to(String request) {
    JsonObject question = question(request);
    String route = ROUTES.get("" + question.get("command"));
    if (route == null) {
      return error(
          "this is not understood; send one line such as {\"command\": \"status\"}; the commands are "
              + String.join(", ", new TreeSet<>(ROUTES.keySet())));
    }
    if (question.get(HOME) instanceof String meant && !isHome(meant)) {
      return wrong(
          "the station that answers works in '%s', not in '%s', as the settings say; give each station a control.socket of its own."
              .formatted(home, Printable.printable(meant)));
    }
    try {
      // Without it Camel waits for a route that is not there, and everybody at the door with it.
      return routes.requestBody(route + "?block=false", question, String.class);
    } catch (RuntimeException e) {
      return refusal(route, e);
    }
  }

  private static JsonObject question(String request) {
    try {
      return Jsoner.deserialize(request) instanceof JsonObject object ? object : new JsonObject();
    } catch (DeserializationException | RuntimeException garbage) {
      return new JsonObject();
    }
  }

  private static String refusal(String route, RuntimeException failure) {
    SettingException wrong = ObjectHelper.getException(SettingException.class, failure);
    if (wrong != null) {
      return wrong(wrong.getMessage());
    }
    if (ObjectHelper.getException(DirectConsumerNotAvailableException.class, failure) != null) {
      if (route.startsWith("direct:loop-")) {
        return error("it has no live channels (loop.channels)");
      }
      return error(
          route.startsWith("direct:watchdog-")
              ? "it has no watchdog (watchdog.checks)"
              : "its programmes are turned off (playout.enabled)");
    }
    LOG.warn("A request at the door cannot be answered", failure);
    return error("it cannot answer; its log says why");
  }

  private boolean isHome(String meant) {
    try {
      Path other = Path.of(meant);
      return other.equals(home) || Files.isSameFile(other, home);
    } catch (IOException | InvalidPathException notThere) {
      return false;
    }
  }

  private static String wrong(String words) {
    return new JsonObject(Map.of(WRONG, words)).toJson();
  }

  static String error(String words) {
    return new JsonObject(Map.of("error", words)).toJson();
  }
}
