package radio.nightshift;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A named value somewhere in a route file. */
record RoutePlace(RouteFile file, String pointer, String key, JsonNode value) {
  private static final Path ROOMS = Path.of("src/main/java/radio/nightshift");
  private static final int MOST_STEPS = 12;
  private static final Pattern ADDRESS = Pattern.compile("\\b(?:direct|seda):(?://)?([^?\\s'\"]+)");

  static Stream<RoutePlace> below(RouteFile file, String pointer, JsonNode value) {
    List<RoutePlace> found = new ArrayList<>();
    value
        .fields()
        .forEachRemaining(
            entry ->
                found.add(
                    new RoutePlace(
                        file, pointer + "/" + entry.getKey(), entry.getKey(), entry.getValue())));
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      found.add(new RoutePlace(file, pointer + "/" + i, "", value.get(i)));
    }
    return found.stream()
        .flatMap(place -> Stream.concat(Stream.of(place), below(file, place.pointer, place.value)));
  }

  boolean isTop() {
    return pointer.matches("/\\d+/\\w+");
  }

  boolean isRoute() {
    return isTop() && key.matches("route|routeTemplate");
  }

  boolean isFrom() {
    return pointer.endsWith("/from/uri");
  }

  /** The direct: and seda: addresses in it, wherever they stand, but not in prose. */
  Stream<String> addresses() {
    if (!value.isTextual() || key.matches("message|description|note")) {
      return Stream.empty();
    }
    JsonNode name = file.tree().at(pointer.replaceFirst("[^/]*$", "parameters/name"));
    String text =
        value.asText().matches("direct|seda")
            ? value.asText() + ":" + name.asText()
            : value.asText();
    return ADDRESS.matcher(text).results().map(MatchResult::group);
  }

  /** What is wrong with a route as a whole, or null. */
  String objection() {
    String id = value.path("id").asText();
    String room = id.replaceFirst("-.*", "");
    int steps =
        Stream.of(value.at("/from/steps"), value.at("/route/from/steps"))
            .mapToInt(JsonNode::size)
            .sum();
    if (!id.matches("[a-z]+(-[a-z]+)+") || !Files.isDirectory(ROOMS.resolve(room))) {
      return this + ": its id is not <room>-<verb or noun> with a package as the room";
    }
    if (!file.name().equals(room + ".camel.yaml")) {
      return this + ": belongs into " + room + ".camel.yaml";
    }
    return steps <= MOST_STEPS
        ? null
        : "%s: has %d steps, more than %d; make two of it".formatted(this, steps, MOST_STEPS);
  }

  /** Everybody's rules lie in the file of errors, a room's own in its file, named after it. */
  boolean isErrorRuleOfItsFile() {
    String id = value.path("id").asText();
    return file.isErrors()
        ? id.matches("station-errors|caller-errors")
        : id.matches(file.room() + "-([a-z]+-)?errors");
  }

  /** What a route does not say of itself, or null. */
  String omission() {
    JsonNode route = key.equals("routeTemplate") ? value.path("route") : value;
    if (!route.path("group").asText().equals(file.room())) {
      return this + ": its group is not " + file.room();
    }
    if (route.path("description").asText().isBlank()) {
      return this + ": has no description";
    }
    return route.path("routeConfigurationId").asText().isBlank()
        ? this + ": has no error rule; that of the caller is caller-errors"
        : null;
  }

  /** Whether it begins at a queue, and with the exchange properties of whoever has sent to it. */
  boolean inheritsProperties() {
    JsonNode from = (key.equals("routeTemplate") ? value.path("route") : value).path("from");
    return from.path("uri").asText().startsWith("seda:")
        && !from.at("/steps/0/removeProperties/pattern").asText().equals("*");
  }

  @Override
  public String toString() {
    String shown = value.isContainerNode() ? value.path("id").asText() : value.asText();
    return file.at(pointer) + " " + key + " " + shown;
  }
}
