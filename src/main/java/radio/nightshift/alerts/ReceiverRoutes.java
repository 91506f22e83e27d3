package radio.nightshift.alerts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.RouteTemplateParameterSource;

/** The routes of each receiver: one that tells it, and one that knows how, if that is ours. */
final class ReceiverRoutes implements RouteTemplateParameterSource {
  private static final Set<String> WEB = Set.of("discord", "slack", "webhook");
  private static final Set<String> OTHERS = Set.of("mail", "command");

  private final Map<String, Map<String, Object>> routes = new HashMap<>();

  ReceiverRoutes(List<String> receivers) {
    for (String name : receivers) {
      add("alerts-tell-" + name, "alerts-tell", name);
      if (WEB.contains(name)) {
        add("alerts-" + name, "alerts-web", name);
      } else if (OTHERS.contains(name)) {
        add("alerts-" + name, "alerts-" + name, name);
      }
    }
  }

  private void add(String route, String template, String name) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put(TEMPLATE_ID, template);
    parameters.put("name", name);
    routes.put(route, parameters);
  }

  @Override
  public Set<String> routeIds() {
    return routes.keySet();
  }

  @Override
  public Map<String, Object> parameters(String routeId) {
    return routes.get(routeId);
  }
}
