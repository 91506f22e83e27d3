package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;
import static radio.nightshift.support.PackagedStation.DISTRIBUTION;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.PackagedStation;
import radio.nightshift.support.PackagedStation.Run;

/** What the packaged station holds, shows and refuses; Icecast is a real one. */
@Integration
class DistributionIT {
  private static IcecastServer icecast;

  @RegisterExtension final PackagedStation station = new PackagedStation().playingOn(icecast);

  @BeforeAll
  static void startIcecast() throws Exception {
    icecast = IcecastServer.start();
  }

  @AfterAll
  static void stopIcecast() throws Exception {
    icecast.close();
  }

  @Test
  void itsHealthIsUpAndItsMountIsAmongTheChecks() throws Exception {
    Run run = station.start();
    run.awaitHealthy();
    assertThat(run.health("HealthChecksIDs"))
        .contains("icecast-127.0.0.1-" + icecast.port() + "/live.mp3");
  }

  @Test
  void noPasswordIsOnTheCommandLine() throws Exception {
    Run run = station.start();
    run.awaitHealthy();
    assertThat(Path.of("/proc/" + run.process().pid() + "/cmdline"))
        .content()
        .contains("radio.nightshift.Nightshift")
        .doesNotContain(IcecastServer.PASSWORD);
  }

  @Test
  void theRoutesAreFilesBesideTheJarsAndInNoJar() throws Exception {
    List<String> sources = names(Path.of("src/main/resources/routes"));
    assertThat(names(DISTRIBUTION.resolve("routes"))).isNotEmpty().isEqualTo(sources);
    List<String> jars =
        names(DISTRIBUTION.resolve("lib")).stream().filter(name -> name.endsWith(".jar")).toList();
    assertThat(jars).hasSizeGreaterThan(20).anyMatch(jar -> jar.startsWith("nightshift"));
    for (String jar : jars) {
      try (JarFile contents = new JarFile(DISTRIBUTION.resolve("lib").resolve(jar).toFile())) {
        assertThat(contents.stream().map(ZipEntry::getName))
            .as(jar)
            .noneMatch(entry -> entry.startsWith("routes/"));
      }
    }
  }

  @Test
  void anEditedRouteFileTakesEffect() throws Exception {
    Path copy = station.copy();
    Path playout = copy.resolve("routes/playout.camel.yaml");
    String steps = "      steps:\n";
    String edited = steps + "        - log:\n            message: a line of the user's own\n";
    String before = Files.readString(playout);
    Files.writeString(playout, before.replaceFirst(steps, edited));
    station.start(copy).awaitLine("a line of the user's own");
  }

  @Test
  void itsClassesComeOutOfTheArchive() throws Exception {
    Path loaded = station.beside("loaded");
    assertThatItRefuses(
        station.run(DISTRIBUTION, station.beside("not-there"), "-Xlog:class+load:file=" + loaded),
        "not-there");
    assertThat(
            Files.readString(loaded)
                .lines()
                .filter(line -> line.contains(Nightshift.class.getName() + " ")))
        .singleElement()
        .asString()
        .contains("shared objects file (top)");
  }

  @Test
  void anArchiveOfAnotherPlaceIsLeftUnusedInSilence() throws Exception {
    Path copy = station.copy();
    assertThat(copy.resolve("lib/nightshift.jsa")).exists();
    assertThatItRefuses(station.run(copy, station.beside("not-there")), "not-there");
  }

  @ParameterizedTest
  @CsvSource({
    "playout.port, abc",
    "station.zone, Mars/Base",
    "playout.format, wma",
    "playout.password, ''",
    "ingest.poll, soon",
    "secrets.parameters, nightshift",
    "secrets.file, /not/there",
    "dns.zone, example.org",
    "playout.password, {{aws-parameterstor:/radio/password}}",
  })
  void aWrongSettingEndsTheStartWithOneLine(String name, String value) throws Exception {
    station.with(name, value);
    assertThatItRefuses(station.start(), name);
  }

  @Test
  void aStoreThatIsAwayEndsAFirstStartWithOneLineAndAnotherExitCode() throws Exception {
    station.with("secrets.parameters", "/nightshift");
    station.with("aws.endpoint", "http://127.0.0.1:1");
    Run run = station.start();
    int exitCode = run.awaitEnd();
    assertThat(run.said().lines())
        .singleElement()
        .asString()
        .contains("secrets.parameters", "/nightshift", "cannot be reached");
    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  void aMissingSettingsFileEndsTheStartWithOneLine() throws Exception {
    assertThatItRefuses(station.run(DISTRIBUTION, station.beside("not-there")), "not-there");
  }

  @Test
  void aSettingThatNothingReadsIsWarnedOf() throws Exception {
    station.with("playout.pasword", IcecastServer.PASSWORD);
    Run run = station.start();
    run.awaitHealthy();
    assertThat(run.said().lines().filter(line -> line.contains("playout.pasword")))
        .singleElement()
        .asString()
        .contains("WARN", "did you mean 'playout.password'?");
    assertThat(run.process().isAlive()).isTrue();
  }

  private static void assertThatItRefuses(Run run, String name) throws Exception {
    int exitCode = run.awaitEnd();
    assertThat(run.said().lines()).singleElement().asString().contains(name);
    assertThat(run.said()).doesNotContain("\tat ");
    assertThat(exitCode).isEqualTo(2);
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
