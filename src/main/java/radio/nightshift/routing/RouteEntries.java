package radio.nightshift.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/**
 * The entries at which routes and beans call routes. Camel misses one only when it is called, which
 * may be when a programme is due; a station misses it before it starts.
 */
public final class RouteEntries {
  private static final Pattern ENTRY =
      Pattern.compile("\\bfrom:\\s+uri:\\s*[\"']?((?:direct|seda):[A-Za-z0-9-]+)[\"'?\\s]");

  private final List<RouteDefinition> routes;
  private final Set<String> served;

  /** Those of the routes that a Camel has read and not started. */
  public RouteEntries(CamelContext context) {
    routes = context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions();
    served =
        routes.stream()
            .map(route -> entry(route.getInput().getEndpointUri()))
            .collect(Collectors.toSet());
  }

  /**
   * Refuses a user's file without a route that the distribution's has for others to call, and one
   * that calls what is not there.
   *
   * @param off the rooms whose files are not read
   */
  public void require(RouteFiles files, List<String> off) {
    for (Path file : files.edited()) {
      if (off.stream().anyMatch(room -> file.endsWith(room + ".camel.yaml"))) {
        continue;
      }
      if (!files.isAdded(file)) {
        requireThoseOf(files.original(file), file);
      }
      for (RouteDefinition route : routes) {
        if (isFrom(file, route)) {
          requireCalled(file, route);
        }
      }
    }
  }

  private void requireThoseOf(Path original, Path file) {
    Matcher entries = ENTRY.matcher(text(original));
    while (entries.find()) {
      if (!served.contains(entries.group(1))) {
        throw new RouteFault(
                file,
                0,
                "it has no route from '%s', which the distribution's has for others to call"
                    .formatted(entries.group(1)))
            .refusal();
      }
    }
  }

  private void requireCalled(Path file, RouteDefinition route) {
    for (ToDefinition call :
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)) {
      String called = entry(call.getUri());
      if (called.matches("direct:[^{}$]+") && !served.contains(called)) {
        throw new RouteFault(
                file,
                Math.max(0, call.getLineNumber()),
                "it calls '%s', and no route begins there".formatted(called))
            .refusal();
      }
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFrom(Path file, RouteDefinition route) {
    return route.getResource() != null && route.getResource().getLocation().equals("file:" + file);
  }

  /** Without options, and without the slashes that one may write. */
  private static String entry(String uri) {
    return uri.replaceFirst("\\?.*", "").replaceFirst("^(direct|seda):/+", "$1:");
  }
}
