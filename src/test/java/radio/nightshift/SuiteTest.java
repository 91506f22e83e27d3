package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import radio.nightshift.support.Integration;

/** The order of the test suite: fast tests apart from those that start something. */
class SuiteTest {
  /** Whoever uses these starts a program, a server or a station. */
  private static final Set<String> STARTERS =
      Set.of(
          "com.github.tomakehurst.wiremock.WireMockServer",
          "com.sun.net.httpserver.HttpServer",
          "java.lang.ProcessBuilder",
          "java.net.ServerSocket",
          "org.apache.camel.main.Main",
          "org.gaul.s3proxy.S3Proxy",
          "picocli.CommandLine",
          "radio.nightshift.ffmpeg.Programs");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.OnlyIncludeTests())
          .importPackages("radio.nightshift");

  @Test
  void whatStartsSomethingIsMarkedSoThatFastTestsStayFast() {
    assertThat(
            tests()
                .filter(test -> !isIntegration(test))
                .map(SuiteTest::starts)
                .flatMap(Optional::stream))
        .as("tests to be annotated with @Integration, and what each of them starts")
        .isEmpty();
    assertThat(tests().filter(test -> !isIntegration(test))).as("fast tests").hasSizeGreaterThan(9);
  }

  /** Else nobody would run it: Maven's phase before the package leaves out its name. */
  @Test
  void whatIsTriedOnThePackageIsMarkedToo() {
    assertThat(
            tests()
                .filter(test -> test.getSimpleName().endsWith("IT"))
                .filter(test -> !test.isEquivalentTo(RouteCoverageIT.class)))
        .isNotEmpty()
        .allMatch(test -> isIntegration(test));
  }

  private static Stream<JavaClass> tests() {
    return CLASSES.stream().filter(one -> one.getSimpleName().matches(".*(Test|IT)"));
  }

  private static boolean isIntegration(JavaClass test) {
    return test.getClassHierarchy().stream()
        .anyMatch(one -> one.isAnnotatedWith(Integration.class));
  }

  /** The way from a test through other test classes to one that starts something. */
  private static Optional<List<String>> starts(JavaClass test) {
    Map<String, List<String>> ways = new HashMap<>(Map.of(test.getName(), List.of(test.getName())));
    Deque<JavaClass> next = new ArrayDeque<>(List.of(test));
    while (!next.isEmpty()) {
      JavaClass one = next.remove();
      for (JavaClass other : dependencies(one)) {
        List<String> way = new ArrayList<>(ways.get(one.getName()));
        way.add(other.getName());
        if (STARTERS.contains(other.getName())) {
          return Optional.of(way);
        }
        if (CLASSES.contain(other.getName()) && ways.putIfAbsent(other.getName(), way) == null) {
          next.add(other);
        }
      }
    }
    return Optional.empty();
  }

  private static List<JavaClass> dependencies(JavaClass one) {
    return one.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
        .toList();
  }
}
