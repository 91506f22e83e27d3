package radio.nightshift.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import radio.nightshift.disk.FolderTree;

/**
 * The packaged station as its users run it: in processes of their own. Registered as an extension
 * it has a folder of its own in each test. Afterwards its processes are killed, and none may have
 * said Icecast's password.
 */
public final class PackagedStation implements AfterEachCallback {
  /** What Maven has packaged. */
  public static final Path DISTRIBUTION =
      Path.of(System.getProperty("nightshift.distribution", "target/nightshift"));

  private final Path folder = newFolder();
  private final StationHome home = new StationHome(folder.resolve("home"));
  private final Properties settings = new Properties();
  private final Map<String, String> environment = new TreeMap<>();
  private final List<String> before = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();

  public PackagedStation() {
    with("station.home", "" + home.folder());
    with("station.zone", "UTC");
    with("ingest.poll", "100ms");
    withEnvironment("AWS_ACCESS_KEY_ID", "nobody");
    withEnvironment("AWS_SECRET_ACCESS_KEY", "nothing");
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("packaged-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (Run run : runs) {
      run.process.descendants().forEach(ProcessHandle::destroyForcibly);
      run.kill();
    }
    List<String> leaks =
        runs.stream()
            .flatMap(run -> run.said().lines())
            .filter(line -> line.contains(IcecastServer.PASSWORD))
            .toList();
    FolderTree.delete(folder);
    assertThat(leaks).as("lines with the password in what the station said").isEmpty();
  }

  public PackagedStation with(String setting, String value) {
    settings.setProperty(setting, value);
    return this;
  }

  /** Has it play on a server. */
  public PackagedStation playingOn(IcecastServer icecast) {
    return with("playout.host", "127.0.0.1")
        .with("playout.port", "" + icecast.port())
        .with("playout.password", IcecastServer.PASSWORD);
  }

  /** Has a variable in the environment of its processes. */
  public PackagedStation withEnvironment(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Has its launcher started by a command, which is to become it. */
  public PackagedStation through(String... command) {
    before.addAll(List.of(command));
    return this;
  }

  public StationHome home() {
    return home;
  }

  /** A place beside its home, which is there as long as the test. */
  public Path beside(String name) {
    return folder.resolve(name);
  }

  /** A copy of the distribution, to be edited. */
  public Path copy() throws IOException {
    Path copy = beside("copy");
    for (String part : List.of("bin", "lib", "routes")) {
      Files.createDirectories(copy.resolve(part));
      try (Stream<Path> files = Files.list(DISTRIBUTION.resolve(part))) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(part).resolve(file.getFileName()));
        }
      }
    }
    return copy;
  }

  /** Starts it, or starts it once more. */
  public Run start() throws IOException {
    return start(DISTRIBUTION);
  }

  /** Starts a copy. */
  public Run start(Path distribution) throws IOException {
    return run(distribution, writtenSettings());
  }

  /** Runs a distribution with a file of settings, which need not be there. */
  public Run run(Path distribution, Path settingsFile, String... javaOptions) throws IOException {
    Path output = beside("output-" + runs.size());
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            "" + distribution.resolve("bin/nightshift"), "run", "--settings", "" + settingsFile));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("NIGHTSHIFT_JAVA_OPTS", String.join(" ", javaOptions));
    builder.environment().putAll(environment);
    Run run = new Run(builder.start(), output);
    runs.add(run);
    return run;
  }

  /** Runs another command of the distribution with its settings, and waits until it has ended. */
  public CommandRun command(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("" + DISTRIBUTION.resolve("bin/nightshift")));
    command.addAll(List.of(words));
    command.addAll(List.of("--settings", "" + writtenSettings()));
    Path out = beside("command-out");
    Path err = beside("command-err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int code = process.waitFor();
    return new CommandRun(code, Files.readString(out), Files.readString(err));
  }

  private Path writtenSettings() throws IOException {
    Path file = beside("settings.properties");
    try (var out = Files.newBufferedWriter(file)) {
      settings.store(out, null);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  /** One of its processes, whose output, of both kinds, goes to a file. */
  public record Run(Process process, Path output) {
    private static final ObjectName HEALTH =
        name("org.apache.camel:context=nightshift,type=health,*");

    /** All that it has said; the last letter may have come in part. */
    public String said() {
      try {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public void awaitLine(String words) {
      Awaitility.await().untilAsserted(() -> assertThat(said()).contains(words));
    }

    /** Waits until it can be asked to attach: a JVM that is not well up dies of the signal. */
    public void awaitUp() {
      awaitLine("The station is up");
    }

    /** Waits until all routes run and every health check is UP. */
    public void awaitHealthy() {
      awaitUp();
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(health("Healthy")).as("UP:\n" + said()).isEqualTo("true"));
    }

    /** An attribute of Camel's health MBean; empty while it is not there. */
    public String health(String attribute) throws Exception {
      try (JMXConnector connector = jmx()) {
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        for (ObjectName name : beans.queryNames(HEALTH, null)) {
          return "" + beans.getAttribute(name, attribute);
        }
        return "";
      }
    }

    /** A way to its MBeans once it is up. */
    public JMXConnector jmx() throws Exception {
      VirtualMachine machine = VirtualMachine.attach("" + process.pid());
      String address = machine.startLocalManagementAgent();
      machine.detach();
      return JMXConnectorFactory.connect(new JMXServiceURL(address));
    }

    /** Waits until it has ended, and returns its exit code. */
    public int awaitEnd() throws InterruptedException {
      assertThat(process.waitFor(Patience.HANGS.toSeconds(), TimeUnit.SECONDS))
          .as("ended")
          .isTrue();
      return process.exitValue();
    }

    /** Asks it to stop as a service manager does, and waits until it has; returns its exit code. */
    public int stop() throws InterruptedException {
      process.destroy();
      return awaitEnd();
    }

    /** Ends it as a crash of the machine would. */
    public void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
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
