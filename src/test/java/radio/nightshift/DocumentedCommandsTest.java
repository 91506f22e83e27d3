package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import radio.nightshift.settings.SettingSources;
import radio.nightshift.support.CommandRun;
import radio.nightshift.support.Documents;
import radio.nightshift.support.Documents.Block;
import radio.nightshift.support.FakeAws;
import radio.nightshift.support.Integration;
import radio.nightshift.support.UserRoutes;

/** The commands and settings in the documents, taken from there. */
@Integration
class DocumentedCommandsTest {
  /** Whoever is before it runs it: {@code runuser -u nightshift --}. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^(?:runuser .* -- )?nightshift (.*)$");

  @TempDir Path folder;

  @RegisterExtension
  final radio.nightshift.support.Station station =
      new radio.nightshift.support.Station()
          .with("loop.channels", "demo")
          .with("loop.demo.source", "/nothing/demo.mp4")
          .with("loop.demo.destination", "udp://127.0.0.1:9");

  static List<String> commands() {
    return Stream.of("sh", "console")
        .flatMap(language -> Documents.blocks(language).stream())
        .flatMap(block -> COMMAND.matcher(block.text()).results())
        .map(command -> command.group(1).strip())
        .distinct()
        .toList();
  }

  @Test
  void theCommandsAreFound() {
    assertThat(commands()).contains("check", "status").hasSizeGreaterThan(4);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachCommandRuns(String command) throws Exception {
    station.start();
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    int settings = words.indexOf("--settings");
    if (settings >= 0) {
      words.subList(settings, settings + 2).clear();
    }
    CommandRun run =
        CommandRun.with(
            settingsOfTheStation(),
            folder.resolve("settings.properties"),
            words.toArray(String[]::new));
    assertThat(run.code())
        .as("exit code of nightshift %s:%n%s%s", command, run.out(), run.err())
        .isBetween(0, 1);
    // Of what differs in nothing there is nothing to be shown.
    if (!command.equals("routes diff")) {
      assertThat(run.out()).as("what nightshift %s prints", command).isNotBlank();
    }
  }

  private Properties settingsOfTheStation() {
    Properties settings = new Properties();
    settings.setProperty("station.home", "" + station.home());
    settings.setProperty("station.zone", "UTC");
    settings.setProperty("playout.host", "127.0.0.1");
    settings.setProperty("playout.port", "1");
    settings.setProperty("playout.password", "hackme");
    settings.setProperty("alerts.command", "/bin/true");
    return settings;
  }

  @Test
  void theProgramsOfThisRepositoryCanBeStarted() {
    List<String> programs =
        Documents.blocks("sh").stream()
            .flatMap(block -> block.lines().stream())
            .filter(line -> line.startsWith("dev/"))
            .map(line -> line.replaceFirst("\\s.*", ""))
            .toList();
    assertThat(programs).contains("dev/demo", "dev/test");
    assertThat(programs).allSatisfy(program -> assertThat(Path.of(program)).isExecutable());
  }

  static List<Block> settings() {
    return Documents.blocks("properties");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void theSettingsAreThoseThatCheckAndRunAccept(Block block) throws Exception {
    try (FakeAws aws = FakeAws.start()) {
      aws.with("/radio/host", "127.0.0.1")
          .with("/radio/port", "8000")
          .with("/radio/mount", "/live.opus")
          .with("/radio/password", "hackme")
          .with("/radio/gcal-credentials", "{}")
          .with("/radio/gcal-token", "{}");
      // Beside those that stand under the same heading, as secrets do.
      Properties beside = new Properties();
      Documents.of(block.document()).stream()
          .filter(other -> other.heading().equals(block.heading()))
          .filter(other -> other.language().equals("properties"))
          .forEach(other -> beside.putAll(other.settings()));
      Properties settings = installed(beside);
      settings.setProperty("aws.endpoint", aws.endpoint());
      assertThat(Station.checked(Clock.systemUTC(), SettingSources.of(settings)).probes())
          .isNotEmpty();
      assertThat(station.log().with("Nothing reads the setting")).isEmpty();
    }
  }

  /** The same settings on a machine whose {@code /etc} and {@code /var} are a test's. */
  private Properties installed(Properties settings) throws IOException {
    Path etc = Files.createDirectories(folder.resolve("etc/jazz")).getParent();
    UserRoutes.in(Files.createDirectory(etc.resolve("routes")));
    for (String secrets : List.of("secrets.properties", "jazz/secrets.properties")) {
      Files.writeString(etc.resolve(secrets), "playout.password=hackme\n");
      Files.setPosixFilePermissions(
          etc.resolve(secrets), PosixFilePermissions.fromString("rw-------"));
    }
    Properties own = new Properties();
    own.setProperty("station.home", "" + folder.resolve("home"));
    own.setProperty("secrets.file", "" + etc.resolve("secrets.properties"));
    settings.forEach(
        (name, value) ->
            own.setProperty(
                (String) name,
                ((String) value)
                    .replace("/etc/nightshift", "" + etc)
                    .replace("/var/lib/nightshift", "" + folder.resolve("home"))));
    return own;
  }
}
