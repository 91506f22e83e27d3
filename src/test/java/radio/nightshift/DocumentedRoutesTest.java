package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import radio.nightshift.support.CommandRun;
import radio.nightshift.support.Documents;
import radio.nightshift.support.Documents.Block;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;
import radio.nightshift.support.UserRoutes;

/**
 * Every route file in the documents is read by a station, as its reader puts it in place. What the
 * examples do is shown by tests of their rooms.
 */
@Integration
class DocumentedRoutesTest {
  private static final Path PAGE = Path.of("docs/routes.md");
  private static final Pattern SERVER = Pattern.compile("\\b[a-z]+\\.example\\.org(:\\d+)?");
  private static final Pattern ID = Pattern.compile("(?m)^- route:\\n    id: (\\S+)");
  private static final Pattern COMPONENTS =
      Pattern.compile("In the package are (.*?)\\. Others", Pattern.DOTALL);

  private static final Pattern ADDRESS = Pattern.compile("(?m)^\\| `(direct:[a-z-]+)` \\|");

  @TempDir Path routes;
  @TempDir Path files;
  @RegisterExtension final Station station = new Station();

  static List<Block> examples() {
    return Documents.blocks("yaml");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aStationStartsWithIt(Block example) throws Exception {
    assertThat(example.file()).as("the file that it is for").isNotEmpty();
    Map<String, String> nowhere = new TreeMap<>();
    found(SERVER, example.text(), 0).forEach(server -> nowhere.put(server, "127.0.0.1:1"));
    Properties settings = new Properties();
    Documents.of(example.document()).stream()
        .filter(block -> block.heading().equals(example.heading()))
        .filter(block -> block.language().equals("properties"))
        .forEach(block -> settings.putAll(block.settings()));
    UserRoutes own = UserRoutes.in(routes).with(example, nowhere);
    station.with(settings);
    settings.setProperty("station.home", "" + station.home());
    settings.setProperty("playout.password", "hackme");
    CommandRun check =
        CommandRun.with(settings, files.resolve("settings"), "routes", "check", "" + own.folder());
    assertThat(check.out())
        .as("what nightshift routes check prints; errors: %s", check.err())
        .contains("ok    '" + own.folder().resolve(example.file()))
        .doesNotContain("FAIL");
    assertThat(check.code()).as("its exit code").isZero();
    station.withRoutes(own).start();
    for (String id : found(ID, example.text(), 1)) {
      Route route = station.context().getRoute(id);
      assertThat(route).as("the route " + id).isNotNull();
      assertThat(station.context().getRouteController().getRouteStatus(id))
          .as("the route " + id)
          .isEqualTo(ServiceStatus.Started);
      assertThat(route.getDescription()).as("what the route %s says of itself", id).isNotBlank();
    }
  }

  @Test
  void theComponentsThatAreNamedAreThere() throws Exception {
    station.start();
    List<String> named =
        found(Pattern.compile("`([^`]+)`"), found(COMPONENTS, page(), 1).get(0), 1);
    assertThat(named).contains("sftp", "smtps");
    assertThat(named)
        .allSatisfy(name -> assertThat(station.context().getComponent(name)).as(name).isNotNull());
  }

  @Test
  void theAddressesThatArePromisedAreRoutes() throws Exception {
    station.start();
    List<String> served =
        station.context().getRoutes().stream()
            .map(route -> route.getEndpoint().getEndpointBaseUri().replace("://", ":"))
            .toList();
    List<String> promised = found(ADDRESS, page(), 1);
    assertThat(promised).hasSizeGreaterThan(5).contains("direct:condition");
    assertThat(served)
        .containsAll(promised.stream().filter(one -> !one.equals("direct:condition")).toList());
  }

  private static String page() {
    return Documents.lines(PAGE).stream().collect(Collectors.joining("\n"));
  }

  private static List<String> found(Pattern pattern, String text, int group) {
    return pattern.matcher(text).results().map((MatchResult one) -> one.group(group)).toList();
  }
}
