package radio.nightshift.routing;

import java.util.Collection;
import org.apache.camel.spi.Registry;
import radio.nightshift.settings.SettingNames;
import radio.nightshift.settings.Settings;

/**
 * The settings of the user's own routes, whose names begin with {@code routes.}: a route names them
 * {@code {{routes.name}}}, or {@code #bean:routes.name} where they are secrets. What a placeholder
 * stands for is a part of the route, which JMX shows; a reference stays one.
 */
public final class RouteSettings {
  private RouteSettings() {}

  /**
   * Makes beans of them, for references.
   *
   * @param names what the user has set, of which those of routes are taken
   */
  public static void bind(Registry registry, Collection<String> names, Settings settings) {
    names.stream()
        .filter(SettingNames::isOfRoutes)
        .forEach(name -> registry.bind(name, settings.text(name)));
  }
}
