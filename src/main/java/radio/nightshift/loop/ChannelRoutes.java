package radio.nightshift.loop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.RouteTemplateParameterSource;
import radio.nightshift.programme.Mount;

/** The routes of each channel: one for its source, and one for each of its destinations. */
final class ChannelRoutes implements RouteTemplateParameterSource {
  private final Map<String, Map<String, Object>> routes = new HashMap<>();

  ChannelRoutes(List<Desk> desks) {
    for (Desk desk : desks) {
      String name = desk.channel().name();
      routes.put("loop-source-" + name, parameters("loop-source", name));
      for (int i = 1; i <= desk.players().size(); i++) {
        Map<String, Object> play = parameters("loop-play", name);
        play.put("number", i);
        routes.put("loop-play-%s-%d".formatted(name, i), play);
      }
      desk.channel().settings().destinations().stream()
          .flatMap(one -> one.mount().stream())
          .forEach(mount -> routes.put("loop-icecast-" + name, icecast(name, mount)));
    }
  }

  private static Map<String, Object> icecast(String name, Mount mount) {
    Map<String, Object> parameters = parameters("loop-icecast", name);
    parameters.put("address", mount.host() + ":" + mount.port() + mount.path());
    parameters.put("tls", mount.tls());
    parameters.put("answer", mount.answer().toMillis() + "ms");
    parameters.put("bitrate", mount.encoding().bitrate());
    return parameters;
  }

  private static Map<String, Object> parameters(String template, String name) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put(TEMPLATE_ID, template);
    parameters.put("name", name);
    return parameters;
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
