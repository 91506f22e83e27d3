package radio.nightshift.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import radio.nightshift.settings.PrivateFile;
import radio.nightshift.support.CommandRun;
import radio.nightshift.support.Integration;

/** A start that has failed leaves nothing behind, neither to the next one nor on disk. */
@Integration
class FailedStartTest {
  private static final int NOBODY = 65534;

  @TempDir Path folder;
  private final Properties settings = new Properties();

  @BeforeEach
  void working() {
    settings.setProperty("station.home", "" + folder.resolve("home"));
    settings.setProperty("playout.host", "127.0.0.1");
    settings.setProperty("playout.port", "1");
    settings.setProperty("playout.password", "hackme");
    settings.setProperty("camel.main.duration-max-seconds", "1");
  }

  private CommandRun run() {
    return CommandRun.with(settings, folder.resolve("settings.properties"), "run");
  }

  /** The second start finds the ports free, and no thread of the first one goes on. */
  @Test
  void aBadRouteFileIsLeftOutOfAStationWithPorts() throws Exception {
    settings.setProperty("station.routes", "" + routesOfWhichOneIsBad());
    try (ServerSocket one = new ServerSocket(0);
        ServerSocket other = new ServerSocket(0)) {
      settings.setProperty("jmx.port", "" + one.getLocalPort());
      settings.setProperty("jmx.jolokia", "" + other.getLocalPort());
    }
    settings.setProperty("jmx.password", "reads-4-all");
    try (Conditions earlier = Conditions.kept(home().resolve("conditions"), Clock.systemUTC())) {
      earlier.raise("prepare", "ffmpeg", Severity.ERROR, "it does not run", "install it");
    }
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    assertThat(run()).isEqualTo(new CommandRun(0, "", ""));
    Awaitility.await("no threads of the first start, nor of the second")
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.matches("(?i)(control|conditions|.*jolokia).*")));
    for (String port : List.of("jmx.port", "jmx.jolokia")) {
      try (ServerSocket free = new ServerSocket(Integer.parseInt(settings.getProperty(port)))) {
        assertThat(free.isBound()).as(port).isTrue();
      }
    }
  }

  private Path routesOfWhichOneIsBad() throws IOException {
    Path routes = Files.createDirectory(folder.resolve("routes"));
    Files.setPosixFilePermissions(routes, PosixFilePermissions.fromString("rwxr-xr-x"));
    String text =
        "- route:\n    from:\n      uri: timer:mine\n      steps:\n        - to: bean:noSuchBean\n";
    Path bad = Files.writeString(routes.resolve("mine.camel.yaml"), text);
    Files.setPosixFilePermissions(bad, PosixFilePermissions.fromString("rw-r--r--"));
    return routes;
  }

  private Path home() throws IOException {
    return Files.createDirectories(folder.resolve("home"));
  }

  @Test
  void rootLeavesNothingInAnothersHome() throws Exception {
    assumeThat(PrivateFile.isRoot()).as("NOT TESTED: this user is not root").isTrue();
    Files.setAttribute(home(), "unix:uid", NOBODY);
    CommandRun run = run();
    assertThat(run.code()).as("exit code").isEqualTo(2);
    assertThat(run.err()).contains("runuser -u");
    assertThat(home()).isEmptyDirectory();
  }

  @Test
  void aHomeOnADiskThatIsNotThereIsTriedAgain() throws Exception {
    Files.createSymbolicLink(folder.resolve("home"), folder.resolve("disk"));
    CommandRun run = run();
    assertThat(run.code()).as("exit code").isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("station.home is '" + folder.resolve("home") + "'");
  }
}
