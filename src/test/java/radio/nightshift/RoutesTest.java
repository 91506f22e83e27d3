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
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Endpoint;
import org.apache.camel.api.management.mbean.ManagedEndpointMBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Station;

/** What a route file can have wrong before a single message has passed through it. */
class RoutesTest {
  private static final Path ROUTES = Path.of("src/main/resources/routes");
  private static final Path ROOMS = Path.of("src/main/java/radio/nightshift");
  private static final Path JMX_NAMES = Path.of("src/test/resources/jmx-names.txt");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_STEPS = 12;
  private static final String LOW_PASSWORD = "an0ther-pass";
  private static final Pattern ADDRESS = Pattern.compile("\\b(?:direct|seda):(?://)?([^?\\s'\"]+)");

  @TempDir Path home;
  private Station station;

  @AfterEach
  void stop() {
    if (station != null) {
      station.close();
    }
  }

  @Test
  void everyFileIsCanonicalCamelYaml() throws IOException {
    JsonSchema schema = canonicalSchema();
    assertThat(files().flatMap(file -> refused(file, schema)))
        .as("what Camel's schema, without its shorthand and deprecated forms, refuses")
        .isEmpty();
  }

  @Test
  void theStationStartsWithAllThatItsRoutesName() throws Exception {
    start();
    assertThat(station.context().getRoutes()).isNotEmpty();
  }

  @Test
  void everyRouteConfigurationThatIsNamedExists() {
    Set<String> ids =
        places()
            .filter(place -> place.key.equals("routeConfiguration"))
            .map(place -> place.value.path("id").asText())
            .collect(Collectors.toSet());
    assertThat(
            places()
                .filter(place -> place.key.equals("routeConfigurationId"))
                .filter(place -> !ids.contains(place.value.asText())))
        .as("names of no routeConfiguration; there are %s", ids)
        .isEmpty();
  }

  @Test
  void everyAddressIsSentToAndReceivedFrom() {
    List<Place> received = places().filter(place -> place.isFrom()).toList();
    List<Place> sent = places().filter(place -> !place.isFrom()).toList();
    assertThat(sent.stream().filter(to -> to.addresses().anyMatch(a -> !isAmong(a, received))))
        .as("sent to, and no route is from it")
        .isEmpty();
    assertThat(received.stream().filter(from -> from.addresses().anyMatch(a -> !isAmong(a, sent))))
        .as("a route is from it, and nothing is sent to it")
        .isEmpty();
  }

  @Test
  void everyFileHasTheRoutesOfItsRoomAndNoLongOnes() {
    assertThat(places().filter(Place::isRoute).map(Place::objection).filter(Objects::nonNull))
        .isEmpty();
    assertThat(
            places()
                .filter(Place::isTop)
                .filter(p -> p.file.isErrors() != p.key.equals("routeConfiguration")))
        .as("error handling outside of errors.camel.yaml, or something else in it")
        .isEmpty();
  }

  @Test
  void theJmxNamesAreThoseThatOperatorsUse() throws Exception {
    start();
    Set<String> changed = new TreeSet<>();
    for (ObjectName name : jmx().queryNames(beans("*"), null)) {
      if (name.getKeyProperty("type").matches("routes|context|health")) {
        changed.add("+ " + name);
      } else if (name.getKeyProperty("name").startsWith("\"icecast://")) {
        changed.add("+ " + name + " " + String.join(" ", ownAttributes(name)));
      }
    }
    for (String name : Files.readAllLines(JMX_NAMES)) {
      if (!changed.remove("+ " + name)) {
        changed.add("- " + name);
      }
    }
    assertThat(changed)
        .as(
            "JMX names are an API; if you mean to change them, change jmx-names.txt and CHANGELOG.md")
        .isEmpty();
  }

  @Test
  void noPasswordIsInJmxOrInADump() throws Exception {
    start();
    List<String> seen = new ArrayList<>();
    Set<ObjectName> names = jmx().queryNames(beans("*"), null);
    for (ObjectName name : names) {
      seen.add(name.toString());
      for (MBeanAttributeInfo attribute : jmx().getMBeanInfo(name).getAttributes()) {
        seen.add(name + " " + attribute.getName() + ": " + read(name, attribute));
      }
      for (MBeanOperationInfo operation : jmx().getMBeanInfo(name).getOperations()) {
        seen.add(name + " " + operation.getName() + ": " + dump(name, operation));
      }
    }
    for (Endpoint endpoint : station.context().getEndpoints()) {
      seen.add("endpoint " + endpoint + " " + endpoint.getEndpointUri());
    }
    assertThat(seen.stream().filter(text -> text.contains("dump") && text.contains("icecast:")))
        .as("dumps of the mounts' routes")
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(seen.stream().filter(RoutesTest::isSecret).map(text -> text.split(": ", 2)[0]))
        .as("where a password is to be read")
        .isEmpty();
  }

  private void start() throws Exception {
    station =
        new Station(home)
            .with("camel.main.auto-startup", "false")
            .with("playout.mounts", "low")
            .with("playout.low.mount", "/low.mp3")
            .with("playout.low.password", LOW_PASSWORD)
            .start();
  }

  private static boolean isSecret(String text) {
    return text.contains(IcecastServer.PASSWORD) || text.contains(LOW_PASSWORD);
  }

  private static MBeanServer jmx() {
    return ManagementFactory.getPlatformMBeanServer();
  }

  private static ObjectName beans(String type) throws JMException {
    return new ObjectName("org.apache.camel:context=nightshift,type=" + type + ",*");
  }

  /** What our endpoints have beyond every endpoint of Camel's. */
  private static List<String> ownAttributes(ObjectName name) throws JMException {
    Set<String> all =
        Stream.of(ManagedEndpointMBean.class.getMethods())
            .map(method -> method.getName().replaceFirst("^(get|is)", ""))
            .collect(Collectors.toSet());
    return Stream.of(jmx().getMBeanInfo(name).getAttributes())
        .map(MBeanAttributeInfo::getName)
        .filter(attribute -> !all.contains(attribute))
        .sorted()
        .toList();
  }

  private static String read(ObjectName name, MBeanAttributeInfo attribute) {
    try {
      return Arrays.deepToString(new Object[] {jmx().getAttribute(name, attribute.getName())});
    } catch (JMException | RuntimeException unreadable) {
      return "" + unreadable + unreadable.getCause();
    }
  }

  /** What an operation named dump-something tells, with all its switches on; others are left. */
  private static String dump(ObjectName name, MBeanOperationInfo operation) {
    String[] types =
        Stream.of(operation.getSignature()).map(MBeanParameterInfo::getType).toArray(String[]::new);
    if (!operation.getName().startsWith("dump") || !Set.of("boolean").containsAll(List.of(types))) {
      return "";
    }
    try {
      Object[] on = Stream.of(types).map(type -> true).toArray();
      return "" + jmx().invoke(name, operation.getName(), on, types);
    } catch (JMException | RuntimeException impossible) {
      return "" + impossible + impossible.getCause();
    }
  }

  private static Stream<Place> places() {
    return files().flatMap(file -> Place.below(file, "", file.tree));
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

  private static boolean isAmong(String address, List<Place> places) {
    return places.stream().flatMap(Place::addresses).anyMatch(other -> meet(address, other));
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

  /** Takes out what is allowed beside the explicit form; any scalar may be a text, as in Camel. */
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
    }
    schema.forEach(RoutesTest::makeCanonical);
  }

  /**
   * Of all that the schema's alternatives have against a file, what is said of the deepest place.
   */
  private static Stream<String> refused(RouteFile file, JsonSchema schema) {
    Set<ValidationMessage> all = schema.validate(file.tree);
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

  private record RouteFile(String name, JsonNode tree, Node marks) {
    static RouteFile read(Path file) {
      try {
        String yaml = Files.readString(file);
        LoadSettings settings =
            LoadSettings.builder().setLabel(file.getFileName().toString()).build();
        return new RouteFile(
            file.getFileName().toString(),
            JSON.valueToTree(new Load(settings).loadFromString(yaml)),
            new Compose(settings).composeString(yaml).orElseThrow());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    boolean isErrors() {
      return name.equals("errors.camel.yaml");
    }

    /** File and line of a JSON pointer. */
    String at(String pointer) {
      Node node = marks;
      for (String step : pointer.substring(1).split("/")) {
        if (node instanceof SequenceNode list) {
          node = list.getValue().get(Integer.parseInt(step));
        } else if (node instanceof MappingNode map) {
          node =
              map.getValue().stream()
                  .filter(entry -> ((ScalarNode) entry.getKeyNode()).getValue().equals(step))
                  .findFirst()
                  .map(NodeTuple::getValueNode)
                  .orElse(node);
        }
      }
      return name + ":" + (node.getStartMark().orElseThrow().getLine() + 1);
    }
  }

  /** A named value somewhere in a route file. */
  private record Place(RouteFile file, String pointer, String key, JsonNode value) {
    static Stream<Place> below(RouteFile file, String pointer, JsonNode value) {
      List<Place> found = new ArrayList<>();
      value
          .fields()
          .forEachRemaining(
              entry ->
                  found.add(
                      new Place(
                          file, pointer + "/" + entry.getKey(), entry.getKey(), entry.getValue())));
      for (int i = 0; value.isArray() && i < value.size(); i++) {
        found.add(new Place(file, pointer + "/" + i, "", value.get(i)));
      }
      return found.stream()
          .flatMap(
              place -> Stream.concat(Stream.of(place), below(file, place.pointer, place.value)));
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
      JsonNode name = file.tree.at(pointer.replaceFirst("[^/]*$", "parameters/name"));
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
      if (!file.name.equals(room + ".camel.yaml")) {
        return this + ": belongs into " + room + ".camel.yaml";
      }
      return steps <= MOST_STEPS
          ? null
          : "%s: has %d steps, more than %d; make two of it".formatted(this, steps, MOST_STEPS);
    }

    @Override
    public String toString() {
      String shown = value.isContainerNode() ? value.path("id").asText() : value.asText();
      return file.at(pointer) + " " + key + " " + shown;
    }
  }
}
