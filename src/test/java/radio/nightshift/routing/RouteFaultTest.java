package radio.nightshift.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchBeanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which file, line and words a failure of Camel's comes to. */
class RouteFaultTest {
  private static final Path FILE = Path.of("/etc/nightshift/routes/prepare.camel.yaml");
  private static final Path OTHER = Path.of("/etc/nightshift/routes/mine.camel.yaml");

  private static final String ROUTES =
      """
      - route:
          id: first
          from: {uri: direct:first, steps: [bean: {ref: planner}]}
      - route:
          id: "second"
          from:
            uri: direct:second
            steps: [bean: {ref: planner}]
      """;

  @TempDir Path folder;

  @Test
  void ofARouteThatCannotBeMadeThePlaceIsKnown() {
    Exception failure =
        new FailedToCreateRouteException(
            "prepare-plan", "file:" + FILE + ":87", "", new NoSuchBeanException("planner"));
    assertThat(RouteFault.located(List.of(OTHER, FILE), failure))
        .contains(new RouteFault(FILE, 87, "it names the bean 'planner', and there is none"));
    assertThat(RouteFault.located(List.of(OTHER), failure)).isEmpty();
  }

  @Test
  void withoutAPlaceTheRouteIsLookedForAndInItTheBean() throws Exception {
    Path file = Files.writeString(folder.resolve("mine.camel.yaml"), ROUTES);
    Exception failure =
        new FailedToCreateRouteException(
            "second", null, "Route(second)", new NoSuchBeanException("planner"));
    assertThat(RouteFault.located(List.of(FILE, file), failure))
        .contains(new RouteFault(file, 8, "it names the bean 'planner', and there is none"));
    assertThat(
            RouteFault.located(
                List.of(file),
                new FailedToCreateRouteException(
                    "second", null, "Route(second)", new IllegalStateException("x"))))
        .contains(new RouteFault(file, 5, "x"));
  }

  @Test
  void ofBrokenYamlTheLineIsKnownAndTheParsersPictureLeftOut() {
    Exception failure =
        new IllegalStateException(
            "Error loading file:" + FILE,
            new IllegalArgumentException(
                "while parsing a block mapping\n in reader, line 3, column 3:\n    - route:\n      ^\n"
                    + "expected <block end>, but found '-'\n in reader, line 7, column 2:\n"));
    assertThat(RouteFault.located(List.of(OTHER, FILE), failure))
        .contains(
            new RouteFault(
                FILE, 3, "while parsing a block mapping; expected <block end>, but found '-'"));
  }

  @Test
  void wordsOfStrangersAreCutAndPrintable() {
    String reason = RouteFault.reason(new IllegalStateException("\u0007" + "x".repeat(5000)));
    assertThat(reason).hasSizeLessThan(310).startsWith("\\u0007xx").endsWith("…");
  }

  @Test
  void whatNamesNoFileIsNotLocated() {
    assertThat(RouteFault.located(List.of(FILE), new IllegalStateException("Duplicate id")))
        .isEmpty();
    assertThat(RouteFault.of(FILE, new IllegalStateException("Duplicate id")))
        .isEqualTo(new RouteFault(FILE, 0, "Duplicate id"))
        .extracting(RouteFault::place)
        .isEqualTo("'/etc/nightshift/routes/prepare.camel.yaml'");
  }
}
