package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import radio.nightshift.support.RouteCoverage;

/** Judges, once all other tests have run, which steps of the routes none of them went through. */
class RouteCoverageIT {
  private static final List<Path> REPORTS =
      List.of(Path.of("target/surefire-reports"), Path.of("target/failsafe-reports"));

  @Test
  void everyStepOfEveryRouteHasRunInSomeTest() throws IOException {
    Set<String> unknown = testsWithoutReport();
    if (System.getenv("CI") == null) {
      assumeThat(unknown).as("tests that did not run: coverage is unknown").isEmpty();
    }
    assertThat(unknown).as("tests that did not run").isEmpty();
    Set<String> unrun = new TreeSet<>(noted("there "));
    assertThat(unrun).as("steps of started routes").hasSizeGreaterThan(40);
    unrun.removeAll(noted("run "));
    assertThat(unrun).as("steps that no test went through").isEmpty();
  }

  private static Set<String> testsWithoutReport() throws IOException {
    Set<String> reports = new TreeSet<>();
    for (Path folder : REPORTS) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files.forEach(file -> reports.add(file.getFileName().toString()));
        }
      }
    }
    Path tests = Path.of("src/test/java");
    try (Stream<Path> files = Files.walk(tests)) {
      return files
          .map(file -> tests.relativize(file).toString())
          .filter(file -> file.endsWith("Test.java"))
          .map(file -> file.replace(".java", "").replace('/', '.'))
          .filter(test -> !reports.contains("TEST-" + test + ".xml"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** What was noted of the route files as they are now: file, line and step. */
  private static Set<String> noted(String kind) throws IOException {
    Set<String> places = new TreeSet<>();
    try (Stream<Path> files = Files.list(RouteCoverage.NOTES)) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          String[] parts = line.split("\t");
          if (parts[0].equals(kind.strip()) && parts[1].equals(RouteCoverage.version(parts[2]))) {
            places.add(parts[2] + ":" + parts[3]);
          }
        }
      }
    }
    return places;
  }
}
