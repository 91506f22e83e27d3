package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a route file can have wrong before a single message has passed through it. */
class RoutesTest {
  private static final Path ROUTES = Path.of("src/main/resources/routes");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern SENT_BY_JAVA = Pattern.compile("\"(direct:[a-z-]+)\"");

  private static final Pattern READ_IN_YAML = Pattern.compile("exchangeProperty\\.([A-Za-z]+)");
  private static final Pattern READ_IN_JAVA =
      Pattern.compile("@ExchangeProperty\\(\"([A-Za-z]+)\"\\)");

  @Test
  void everyFileIsCanonicalCamelYaml() throws IOException {
    JsonSchema schema = canonicalSchema();
    assertThat(files().flatMap(file -> refused(file, schema)))
        .as("what Camel's schema, without its shorthand and deprecated forms, refuses")
        .isEmpty();
  }

  @Test
  void everyRouteConfigurationThatIsNamedExists() {
    Set<String> ids =
        places()
            .filter(place -> place.key().equals("routeConfiguration"))
            .map(place -> place.value().path("id").asText())
            .collect(Collectors.toSet());
    assertThat(
            places()
                .filter(place -> place.key().equals("routeConfigurationId"))
                .filter(place -> !ids.containsAll(List.of(place.value().asText().split(",")))))
        .as("names of no routeConfiguration; there are %s", ids)
        .isEmpty();
  }

  @Test
  void everyAddressIsSentToAndReceivedFrom() {
    List<RoutePlace> received = places().filter(place -> place.isFrom()).toList();
    List<RoutePlace> sent = places().filter(place -> !place.isFrom()).toList();
    assertThat(sent.stream().filter(to -> to.addresses().anyMatch(a -> !isAmong(a, received))))
        .as("sent to, and no route is from it")
        .isEmpty();
    Set<String> sentByJava = sentByJava();
    assertThat(
            received.stream()
                .filter(
                    from ->
                        from.addresses()
                            .anyMatch(a -> !isAmong(a, sent) && !sentByJava.contains(a))))
        .as("a route is from it, and nothing is sent to it")
        .isEmpty();
  }

  /** The addresses in the program itself: those of the command line. */
  private static Set<String> sentByJava() {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      return sources
          .filter(Files::isRegularFile)
          .map(RoutesTest::text)
          .flatMap(text -> SENT_BY_JAVA.matcher(text).results())
          .map(found -> found.group(1))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyFileHasTheRoutesOfItsRoomAndNoLongOnes() {
    assertThat(
            places()
                .filter(RoutePlace::isRoute)
                .map(RoutePlace::objection)
                .filter(Objects::nonNull))
        .isEmpty();
    assertThat(
            places()
                .filter(RoutePlace::isTop)
                .filter(place -> place.key().equals("routeConfiguration"))
                .filter(place -> !place.isErrorRuleOfItsFile()))
        .as("error rules that are not named after their room, or not everybody's")
        .isEmpty();
  }

  @Test
  void everyRouteHasItsRoomAsGroupADescriptionAndAnErrorRule() {
    assertThat(
            places().filter(RoutePlace::isRoute).map(RoutePlace::omission).filter(Objects::nonNull))
        .as("routes without a group, a description or an error rule")
        .isEmpty();
  }

  @Test
  void anExchangePropertyStaysInItsFile() {
    for (RouteFile file : files().toList()) {
      Set<String> set =
          RoutePlace.below(file, "", file.tree())
              .filter(place -> place.key().equals("setProperty"))
              .map(place -> place.value().path("name").asText())
              .collect(Collectors.toSet());
      assertThat(propertiesReadIn(file))
          .as("properties that %s or the room's beans read; it sets %s", file.name(), set)
          .isSubsetOf(set);
    }
  }

  private static Set<String> propertiesReadIn(RouteFile file) {
    Stream<String> inYaml = found(READ_IN_YAML, text(ROUTES.resolve(file.name())));
    return Stream.concat(inYaml, javaOf(file.room()).flatMap(java -> found(READ_IN_JAVA, java)))
        .collect(Collectors.toSet());
  }

  private static Stream<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1));
  }

  private static Stream<String> javaOf(String room) {
    Path folder = Path.of("src/main/java/radio/nightshift").resolve(room);
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> sources = Files.walk(folder)) {
      return sources.filter(Files::isRegularFile).map(RoutesTest::text).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRouteThatBeginsAtAQueueBeginsWithoutProperties() {
    assertThat(places().filter(RoutePlace::isRoute).filter(RoutePlace::inheritsProperties))
        .as("routes from seda: whose first step is not to remove all properties")
        .isEmpty();
  }

  private static Stream<RoutePlace> places() {
    return files().flatMap(file -> RoutePlace.below(file, "", file.tree()));
  }

  private static Stream<RouteFile> files() {
    try (Stream<Path> all = Files.list(ROUTES)) {
      List<Path> files = all.sorted().toList();
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(file -> assertThat("" + file).endsWith(".camel.yaml"));
      return files.stream().map(RouteFile::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isAmong(String address, List<RoutePlace> places) {
    return places.stream().flatMap(RoutePlace::addresses).anyMatch(other -> meet(address, other));
  }

  /**
   * Whether two addresses can be one: what stands from the first placeholder on may be anything.
   */
  private static boolean meet(String one, String other) {
    String a = one.split("\\$\\{|\\{\\{", 2)[0];
    String b = other.split("\\$\\{|\\{\\{", 2)[0];
    return a.equals(b) || !b.equals(other) && a.startsWith(b) || !a.equals(one) && b.startsWith(a);
  }

  private static JsonSchema canonicalSchema() throws IOException {
    try (InputStream in = RoutesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      JsonNode schema = JSON.readTree(in);
      makeCanonical(schema);
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
          .getSchema(
              schema, SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());
    }
  }

  /**
   * Takes out what is allowed beside the explicit form; any scalar may be a text, and a switch a
   * reference, as in Camel.
   */
  private static void makeCanonical(JsonNode schema) {
    boolean hasObject = false;
    for (JsonNode choice : schema.path("oneOf")) {
      hasObject |= choice.path("type").asText().equals("object");
    }
    for (Iterator<JsonNode> choices = schema.path("oneOf").elements(); choices.hasNext(); ) {
      JsonNode choice = choices.next();
      if (hasObject && choice.path("type").asText().equals("string")
          || choice.path("$ref").asText().endsWith("ExpressionDefinition")) {
        choices.remove();
      }
    }
    if (schema instanceof ObjectNode object && schema.path("deprecated").asBoolean()) {
      object.removeAll().put("type", "null");
    } else if (schema instanceof ObjectNode object
        && schema.path("type").asText().equals("string")) {
      object.putArray("type").add("string").add("number").add("boolean");
    } else if (schema instanceof ObjectNode object
        && schema.path("type").asText().equals("boolean")) {
      object.put("pattern", "\\{\\{.+}}").putArray("type").add("boolean").add("string");
    }
    schema.forEach(RoutesTest::makeCanonical);
  }

  /**
   * Of all that the schema's alternatives have against a file, what is said of the deepest place.
   */
  private static Stream<String> refused(RouteFile file, JsonSchema schema) {
    Set<ValidationMessage> all = schema.validate(file.tree());
    List<ValidationMessage> telling =
        all.stream()
            .filter(one -> !one.getType().matches("oneOf|not"))
            .filter(one -> all.stream().noneMatch(other -> isBelow(other, one)))
            .toList();
    return (telling.isEmpty() ? all : telling)
        .stream().map(one -> file.at("" + one.getInstanceLocation()) + " " + one.getMessage());
  }

  private static boolean isBelow(ValidationMessage one, ValidationMessage other) {
    return ("" + one.getInstanceLocation()).startsWith(other.getInstanceLocation() + "/");
  }
}
