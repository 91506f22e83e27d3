package radio.nightshift.control;

import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has requests answered by the routes of their commands: {@code {"command": "status"}}. */
final class RouteAnswers implements Answers {
  private static final Logger LOG = LoggerFactory.getLogger(RouteAnswers.class);

  private static final Map<String, String> ROUTES =
      Map.of("status", "direct:control-status", "drain", "direct:control-drain");

  private final ProducerTemplate routes;

  RouteAnswers(CamelContext context) {
    routes = context.createProducerTemplate();
  }

  @Override
  public String to(String request) {
    String route = ROUTES.get(command(request));
    if (route == null) {
      return error(
          "this is not understood; send one line such as {\"command\": \"status\"}; the commands are "
              + String.join(", ", new TreeSet<>(ROUTES.keySet())));
    }
    try {
      return routes.requestBody(route, (Object) null, String.class);
    } catch (RuntimeException e) {
      LOG.warn("A request at the door cannot be answered", e);
      return error("the station cannot answer: " + e.getMessage());
    }
  }

  private static String command(String request) {
    try {
      return Jsoner.deserialize(request) instanceof JsonObject object
              && object.get("command") instanceof String command
          ? command
          : "";
    } catch (DeserializationException | RuntimeException garbage) {
      return "";
    }
  }

  static String error(String words) {
    return new JsonObject(Map.of("error", words)).toJson();
  }
}
