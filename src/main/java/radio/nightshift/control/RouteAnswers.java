package radio.nightshift.control;

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
          "as-run", "direct:playout-as-run-rows");

  private final ProducerTemplate routes;

  RouteAnswers(CamelContext context) {
    routes = context.createProducerTemplate();
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
    try {
      // Without it Camel waits for a route that is not there, and everybody at the door with it.
      return routes.requestBody(route + "?block=false", question, String.class);
    } catch (RuntimeException e) {
      return refusal(e);
    }
  }

  private static JsonObject question(String request) {
    try {
      return Jsoner.deserialize(request) instanceof JsonObject object ? object : new JsonObject();
    } catch (DeserializationException | RuntimeException garbage) {
      return new JsonObject();
    }
  }

  private static String refusal(RuntimeException failure) {
    SettingException wrong = ObjectHelper.getException(SettingException.class, failure);
    if (wrong != null) {
      return new JsonObject(Map.of(WRONG, wrong.getMessage())).toJson();
    }
    if (ObjectHelper.getException(DirectConsumerNotAvailableException.class, failure) != null) {
      return error("its programmes are turned off (playout.enabled)");
    }
    LOG.warn("A request at the door cannot be answered", failure);
    return error("it cannot answer; its log says why");
  }

  static String error(String words) {
    return new JsonObject(Map.of("error", words)).toJson();
  }
}
