package radio.nightshift.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.CommandRun;
import radio.nightshift.support.Integration;

/** {@code nightshift routes check} and {@code nightshift routes diff}. */
@Integration
class RoutesTest {
  private static final Path DISTRIBUTIONS = Path.of("src/main/resources/routes");

  @TempDir Path folder;
  private Path routes;

  @BeforeEach
  void copyAll() throws IOException {
    routes = Files.createDirectory(folder.resolve("routes"));
    try (Stream<Path> all = Files.list(DISTRIBUTIONS)) {
      for (Path file : all.toList()) {
        write("" + file.getFileName(), Files.readString(file));
      }
    }
  }

  @Test
  void untouchedFilesHoldAndDifferInNothing() {
    assertThat(run("check"))
        .isEqualTo(new CommandRun(0, "All route files are as the distribution has them.\n", ""));
    assertThat(run("diff")).isEqualTo(new CommandRun(0, "", ""));
  }

  @Test
  void whatHoldsIsListed() throws Exception {
    edit("ingest.camel.yaml", text -> text + "# Mine.\n");
    added("mine", "direct:mine", "log: \"Mine.\"");
    assertCheck(
        0,
        "ok    '%s/ingest.camel.yaml', which you have edited\nok    '%s/mine.camel.yaml', which you have added\n");
  }

  @Test
  void aBeanThatIsNotThereIsNamedWithItsLine() throws Exception {
    edit("prepare.camel.yaml", text -> text.replaceFirst("ref: \\w+", "ref: plannerOfOld"));
    assertThat(run("check").out())
        .matches(
            "FAIL  '.*/prepare.camel.yaml', line \\d+: it names the bean 'plannerOfOld', and there is none\\R");
  }

  @Test
  void brokenYamlIsNamedWithItsLine() throws Exception {
    edit("schedule.camel.yaml", text -> text.replaceFirst("steps:", "steps: ["));
    added("mine", "direct:mine", "nonsense: {}");
    CommandRun check = run("check");
    assertThat(check.code()).isEqualTo(1);
    assertThat(check.err()).isEmpty();
    assertThat(check.out().lines())
        .hasSize(2)
        .anyMatch(line -> line.matches("FAIL  '.*/mine.camel.yaml'.*nonsense.*"))
        .anyMatch(line -> line.matches("FAIL  '.*/schedule.camel.yaml', line \\d+: .*"));
  }

  @Test
  void aRouteThatOthersCallMustBeThere() throws Exception {
    edit(
        "ingest.camel.yaml", text -> text.replace("uri: direct:ingest-reject", "uri: direct:gone"));
    assertCheck(
        1,
        "FAIL  '%s/ingest.camel.yaml': it has no route from 'direct:ingest-reject', which the distribution's has for others to call\n");
  }

  @Test
  void aRouteThatIsCalledMustBeThere() throws Exception {
    added("mine", "direct:mine", "to: direct:jingel?timeout=5");
    assertThat(run("check").out())
        .matches(
            "FAIL  '.*/mine.camel.yaml'(, line \\d+)?: it calls 'direct:jingel', and no route begins there\\R");
  }

  @Test
  void ofTwoThatDoNotHoldTogetherTheFirstIsKept() throws Exception {
    added("a", "direct:same", "log: \"A.\"");
    added("b", "direct:same", "log: \"B.\"");
    CommandRun check = run("check");
    assertThat(check.code()).isEqualTo(1);
    assertThat(check.out().lines())
        .hasSize(2)
        .anyMatch(line -> line.matches("ok    '.*/a.camel.yaml', which you have added"))
        .anyMatch(line -> line.matches("FAIL  '.*/b.camel.yaml'.*"));
  }

  @Test
  void whatIsMissingOrMisnamedIsSaid() throws Exception {
    Files.delete(routes.resolve("address.camel.yaml"));
    write("mine.yaml", "- route: {}\n");
    CommandRun check = run("check");
    assertThat(check.code()).isZero();
    assertThat(check.out())
        .contains("WARN  '" + routes + "/mine.yaml' is not read")
        .contains("WARN  there is no address.camel.yaml; the distribution's is read");
  }

  @Test
  void aFolderMayBeNamedAndOneThatIsNotThereIsRefused() throws Exception {
    CommandRun check = run("check", "" + folder.resolve("none"));
    assertThat(check.code()).isEqualTo(2);
    assertThat(check.err().lines()).hasSize(1);
    assertThat(check.err()).contains("none'; give a folder with route files");
  }

  @Test
  void theDifferenceIsWhatTheDistributionHas() throws Exception {
    edit("errors.camel.yaml", text -> text.lines().skip(1).reduce("", (a, b) -> a + b + "\n"));
    added("mine", "direct:mine", "log: \"Mine.\"");
    CommandRun diff = run("diff");
    assertThat(diff.code()).isEqualTo(1);
    assertThat(diff.out().lines())
        .contains("+" + Files.readAllLines(DISTRIBUTIONS.resolve("errors.camel.yaml")).get(0))
        .noneMatch(line -> line.contains("mine.camel.yaml"))
        .filteredOn(line -> line.startsWith("-"))
        .containsExactly("--- " + routes.resolve("errors.camel.yaml"));
  }

  private void assertCheck(int code, String out) {
    assertThat(run("check")).isEqualTo(new CommandRun(code, out.replace("%s", "" + routes), ""));
  }

  private CommandRun run(String command, String... further) {
    Properties settings = new Properties();
    settings.setProperty("station.home", "" + folder.resolve("home"));
    settings.setProperty("station.routes", "" + routes);
    settings.setProperty("playout.password", "s3cret");
    return CommandRun.with(
        settings,
        folder.resolve("settings.properties"),
        Stream.concat(Stream.of("routes", command), Stream.of(further)).toArray(String[]::new));
  }

  private void added(String name, String from, String step) throws IOException {
    write(
        name + ".camel.yaml",
        "- route:\n    from:\n      uri: %s\n      steps:\n        - %s\n".formatted(from, step));
  }

  private void edit(String name, UnaryOperator<String> change) throws IOException {
    String before = Files.readString(routes.resolve(name));
    String after = change.apply(before);
    assertThat(after).as("the edited " + name).isNotEqualTo(before);
    write(name, after);
  }

  private void write(String name, String text) throws IOException {
    Path file = Files.writeString(routes.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(routes, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
