package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Listener;
import radio.nightshift.support.Patience;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** The packaged station as its users run it: a process of its own, with a real Icecast. */
@Integration
class DistributionIT {
  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("nightshift.distribution", "target/nightshift"));
  private static final int BYTES_A_SECOND = 128_000 / 8;

  private static IcecastServer icecast;

  @TempDir Path folder;
  private final Properties settings = new Properties();
  private final List<Run> runs = new ArrayList<>();

  @BeforeAll
  static void startIcecast() throws Exception {
    icecast = IcecastServer.start();
  }

  @AfterAll
  static void stopIcecast() throws Exception {
    icecast.close();
  }

  @BeforeEach
  void settings() {
    settings.setProperty("station.home", home().toString());
    settings.setProperty("station.zone", "UTC");
    settings.setProperty("ingest.poll", "100ms");
    settings.setProperty("playout.host", "127.0.0.1");
    settings.setProperty("playout.port", "" + icecast.port());
    settings.setProperty("playout.password", IcecastServer.PASSWORD);
  }

  @AfterEach
  void endAllAndLookForThePassword() throws Exception {
    for (Run run : runs) {
      run.process.destroyForcibly().waitFor();
      assertThat(run.said()).as("what the station said").doesNotContain(IcecastServer.PASSWORD);
    }
  }

  @Test
  void itsHealthIsUpAndItsMountIsAmongTheChecks() throws Exception {
    Run run = start(DISTRIBUTION);
    run.awaitHealthy();
    assertThat(run.health("HealthChecksIDs"))
        .contains("icecast-127.0.0.1-" + icecast.port() + "/live.mp3");
  }

  @Test
  void noPasswordIsOnTheCommandLine() throws Exception {
    Run run = start(DISTRIBUTION);
    run.awaitHealthy();
    assertThat(Path.of("/proc/" + run.process.pid() + "/cmdline"))
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
    Path copy = copyOfTheDistribution();
    Path playout = copy.resolve("routes/playout.camel.yaml");
    String steps = "      steps:\n";
    String edited = steps + "        - log:\n            message: a line of the user's own\n";
    String before = Files.readString(playout);
    Files.writeString(playout, before.replaceFirst(steps, edited));
    start(copy).awaitLine("a line of the user's own");
  }

  @Test
  void itsClassesComeOutOfTheArchive() throws Exception {
    Path loaded = folder.resolve("loaded");
    assertThatItRefuses(
        run(DISTRIBUTION, folder.resolve("not-there"), "-Xlog:class+load:file=" + loaded),
        "not-there");
    assertThat(text(loaded).lines().filter(line -> line.contains(Nightshift.class.getName() + " ")))
        .singleElement()
        .asString()
        .contains("shared objects file (top)");
  }

  @Test
  void anArchiveOfAnotherPlaceIsLeftUnusedInSilence() throws Exception {
    Path copy = copyOfTheDistribution();
    assertThat(copy.resolve("lib/nightshift.jsa")).exists();
    assertThatItRefuses(run(copy, folder.resolve("not-there")), "not-there");
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
    settings.setProperty(name, value);
    assertThatItRefuses(start(DISTRIBUTION), name);
  }

  @Test
  void aStoreThatIsAwayEndsAFirstStartWithOneLineAndAnotherExitCode() throws Exception {
    settings.setProperty("secrets.parameters", "/nightshift");
    settings.setProperty("aws.endpoint", "http://127.0.0.1:1");
    Run run = start(DISTRIBUTION);
    assertThat(run.process.waitFor(10, TimeUnit.SECONDS)).as("ended within 10 s").isTrue();
    assertThat(run.said().lines())
        .singleElement()
        .asString()
        .contains("secrets.parameters", "/nightshift", "cannot be reached");
    assertThat(run.process.exitValue()).isEqualTo(1);
  }

  @Test
  void aMissingSettingsFileEndsTheStartWithOneLine() throws Exception {
    assertThatItRefuses(run(DISTRIBUTION, folder.resolve("not-there")), "not-there");
  }

  @Test
  void aSettingThatNothingReadsIsWarnedOf() throws Exception {
    settings.setProperty("playout.pasword", IcecastServer.PASSWORD);
    Run run = start(DISTRIBUTION);
    run.awaitHealthy();
    assertThat(run.said().lines().filter(line -> line.contains("playout.pasword")))
        .singleElement()
        .asString()
        .contains("WARN", "did you mean 'playout.password'?");
    assertThat(run.process.isAlive()).isTrue();
  }

  @Test
  void itStopsInTheMiddleOfAProgrammeAndFreesTheMount() throws Exception {
    Run run = start(DISTRIBUTION);
    run.awaitHealthy();
    sendProgrammeOfThisMinute();
    awaitAudio(1);
    long asked = System.nanoTime();
    run.process.destroy();
    assertThat(run.process.waitFor(10, TimeUnit.SECONDS)).as("ended within 10 s").isTrue();
    report("stopped after SIGTERM", asked);
    assertThat(run.process.exitValue()).isIn(0, 143);
    Awaitility.await("the mount is free").until(() -> !isOnTheAir());
    assertThat(asRun()).as("as-run log").contains("STOPPED");
  }

  @Test
  void itIsBackOnTheAirSoonAfterItWasKilled() throws Exception {
    Run killed = start(DISTRIBUTION);
    killed.awaitHealthy();
    sendProgrammeOfThisMinute();
    awaitAudio(3);
    killed.process.destroyForcibly().waitFor();
    Awaitility.await("the mount is free").until(() -> !isOnTheAir());
    long asked = System.nanoTime();
    Run again = start(DISTRIBUTION);
    awaitAudio(0);
    Duration away = report("back on the air after kill -9", asked);
    assertThat(away).as("back on the air\n" + again.said()).isLessThan(Patience.HANGS);
    Awaitility.await("the killed run's row").until(() -> asRun().contains("CRASHED"));
  }

  private Path home() {
    return folder.resolve("home");
  }

  private Run start(Path distribution) throws IOException {
    Path file = folder.resolve("settings.properties");
    try (var out = Files.newBufferedWriter(file)) {
      settings.store(out, null);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return run(distribution, file);
  }

  private Path copyOfTheDistribution() throws IOException {
    Path copy = folder.resolve("copy");
    for (String part : List.of("bin", "lib", "routes")) {
      Files.createDirectories(copy.resolve(part));
      for (String name : names(DISTRIBUTION.resolve(part))) {
        Files.copy(DISTRIBUTION.resolve(part).resolve(name), copy.resolve(part).resolve(name));
      }
    }
    return copy;
  }

  private Run run(Path distribution, Path settingsFile, String... javaOptions) throws IOException {
    Path output = folder.resolve("output-" + runs.size());
    String launcher = distribution.resolve("bin/nightshift").toString();
    ProcessBuilder command =
        new ProcessBuilder(launcher, "run", "--settings", settingsFile.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    command.environment().put("NIGHTSHIFT_JAVA_OPTS", String.join(" ", javaOptions));
    command.environment().put("AWS_ACCESS_KEY_ID", "nobody");
    command.environment().put("AWS_SECRET_ACCESS_KEY", "nothing");
    Process process = command.start();
    runs.add(new Run(process, output));
    return runs.get(runs.size() - 1);
  }

  private static void assertThatItRefuses(Run run, String name) throws Exception {
    assertThat(run.process.waitFor(10, TimeUnit.SECONDS)).as("ended within 10 s").isTrue();
    assertThat(run.said().lines()).singleElement().asString().contains(name);
    assertThat(run.said()).doesNotContain("\tat ");
    assertThat(run.process.exitValue()).isEqualTo(2);
  }

  /** Its start has passed: it is joined. */
  private void sendProgrammeOfThisMinute() throws IOException {
    String name = Station.stamp(Instant.now()) + "_tone.mp3";
    Path aside = Tone.mp3(folder.resolve(name), 240, 440);
    Files.move(aside, home().resolve("incoming").resolve(name));
  }

  /** Waits until a new listener has heard more than so many seconds. */
  private void awaitAudio(int seconds) throws Exception {
    try (Listener listener = Listener.on(icecast.mount("/live.mp3"))) {
      Awaitility.await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(
              () ->
                  assertThat(listener.count())
                      .as("bytes that a listener heard; the station said:\n" + said())
                      .isGreaterThan(seconds * BYTES_A_SECOND));
    }
  }

  private static boolean isOnTheAir() throws IOException {
    HttpURLConnection mount =
        (HttpURLConnection) icecast.mount("/live.mp3").toURL().openConnection();
    try {
      return mount.getResponseCode() == 200;
    } finally {
      mount.disconnect();
    }
  }

  private String asRun() {
    return names(home().resolve("as-run")).stream()
        .filter(name -> name.endsWith(".csv"))
        .map(name -> text(home().resolve("as-run").resolve(name)))
        .reduce("", String::concat);
  }

  private String said() {
    return runs.get(runs.size() - 1).said();
  }

  private static Duration report(String what, long since) {
    Duration took = Duration.ofNanos(System.nanoTime() - since);
    System.out.printf("%s: %d ms%n", what, took.toMillis());
    return took;
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
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

  /** A station's process, whose output, of both kinds, goes to a file. */
  private record Run(Process process, Path output) {
    private static final ObjectName HEALTH =
        name("org.apache.camel:context=nightshift,type=health,*");

    String said() {
      return text(output);
    }

    void awaitLine(String words) {
      Awaitility.await().untilAsserted(() -> assertThat(said()).contains(words));
    }

    /** Waits until all routes run and every health check is UP. */
    void awaitHealthy() {
      // A JVM that is asked to attach before it is well up dies of the signal.
      awaitLine("The station is up");
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> assertThat(health("Healthy")).as("UP:\n" + said()).isEqualTo("true"));
    }

    /** An attribute of Camel's health MBean; empty while it is not there. */
    String health(String attribute) throws Exception {
      VirtualMachine machine = VirtualMachine.attach("" + process.pid());
      String address = machine.startLocalManagementAgent();
      machine.detach();
      try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        for (ObjectName name : beans.queryNames(HEALTH, null)) {
          return "" + beans.getAttribute(name, attribute);
        }
        return "";
      }
    }

    private static ObjectName name(String name) {
      try {
        return new ObjectName(name);
      } catch (MalformedObjectNameException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }
}
