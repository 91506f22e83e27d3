package radio.nightshift.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.RouteTemplateParameterSource;

/** Routes that are made of templates in a room's route file. */
public final class TemplateRoutes implements RouteTemplateParameterSource {
  private final Map<String, Map<String, Object>> routes = new HashMap<>();

  /** Adds a route whose template has a parameter {@code name}, or none. */
  public TemplateRoutes add(String route, String template, String name) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put(TEMPLATE_ID, template);
    parameters.put("name", name);
    routes.put(route, parameters);
    return this;
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
