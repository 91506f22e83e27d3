package radio.nightshift.control.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import radio.nightshift.support.Beans;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.PackagedStation;
import radio.nightshift.support.PackagedStation.Run;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** The packaged station, reached from elsewhere by two roles, as docs/jmx.md describes it. */
@Integration
class RemoteJmxIT {
  private static final Path HOW_TO = Path.of("docs/jmx.md");
  private static final Pattern CURL = Pattern.compile("(?m)^ *(curl .*)$");
  private static final String READER = "reads-the-packaged";
  private static final String OPERATOR = "works-the-packaged";
  private static final String MAIN = "type=mount,name=main";

  private static IcecastServer icecast;

  @RegisterExtension final PackagedStation station = new PackagedStation().playingOn(icecast);
  private final int port = freePort();
  private final int jolokia = freePort();

  @BeforeAll
  static void startIcecast() throws Exception {
    icecast = IcecastServer.start();
  }

  @AfterAll
  static void stopIcecast() throws Exception {
    icecast.close();
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void settings() throws IOException {
    Path secrets =
        Files.writeString(
            station.beside("secrets.properties"),
            "jmx.password=%s%njmx.operator-password=%s%n".formatted(READER, OPERATOR));
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
    station.with("secrets.file", "" + secrets);
    station.with("jmx.port", "" + port);
    station.with("jmx.jolokia", "" + jolokia);
  }

  private JMXConnector connector(String user, String password) throws IOException {
    return JMXConnectorFactory.connect(
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/jmxrmi".formatted(port)),
        Map.of(JMXConnector.CREDENTIALS, new String[] {user, password}));
  }

  private static Beans beans(JMXConnector connector) throws IOException {
    return new Beans(connector.getMBeanServerConnection());
  }

  @Test
  void aReaderReadsAndTheOperatorSkips() throws Exception {
    Run run = station.start();
    run.awaitUp();
    String name = Station.stamp(Instant.now()) + "_tone.mp3";
    station.home().send(Tone.mp3(station.beside("tone.mp3"), 240, 440), name);
    try (JMXConnector reader = connector("reader", READER);
        JMXConnector operator = connector("operator", OPERATOR)) {
      Awaitility.await("on the air")
          .until(() -> beans(reader).read(MAIN, "Programme").equals(name));
      assertThat("" + beans(reader).read("type=station", "OnAir")).contains(name);
      assertThatThrownBy(() -> beans(reader).call(MAIN, "skip"))
          .isInstanceOf(SecurityException.class)
          .hasMessageContaining("may read only");
      assertThat(beans(reader).read(MAIN, "Programme")).isEqualTo(name);
      assertThat(beans(operator).call(MAIN, "skip")).contains(name, "ends now");
      Awaitility.await("it has ended")
          .until(() -> beans(reader).read(MAIN, "Programme").equals(""));
    }
    run.awaitLine(
        "Asked over JMX by the operator 'operator': skip what is on the air on mount main");
    run.awaitLine("skipped by hand");
    assertThatThrownBy(() -> connector("operator", READER)).isInstanceOf(SecurityException.class);
    run.stop();
    assertThat(run.said()).doesNotContain(READER).doesNotContain(OPERATOR);
  }

  @Test
  void theRequestsOfTheHowToAreAnsweredByJolokia() throws Exception {
    Run run = station.start();
    run.awaitUp();
    List<String> answers = new ArrayList<>();
    for (String command : commands()) {
      Process shell = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
      answers.add(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      assertThat(shell.waitFor()).as("exit code of " + command).isZero();
    }
    assertThat(answers).hasSizeGreaterThanOrEqualTo(3);
    assertThat(answers.get(0)).contains("\"OnAir\"", "\"status\":200");
    assertThat(answers).allMatch(answer -> answer.contains("\"status\":"));
    assertThat(answers.get(answers.size() - 1)).contains("The station ends after");
    assertThat(run.awaitEnd()).as("exit code of the drained station").isEqualTo(69);
  }

  /** The lines of the how-to that begin with curl, with what the reader is to fill in. */
  private List<String> commands() throws IOException {
    return CURL.matcher(Files.readString(HOW_TO))
        .results()
        .map(found -> found.group(1))
        .map(line -> line.replace("127.0.0.1:8778", "127.0.0.1:" + jolokia))
        .map(line -> line.replace("reader:PASSWORD", "reader:" + READER))
        .map(line -> line.replace("operator:PASSWORD", "operator:" + OPERATOR))
        .toList();
  }

  @Test
  void byTlsAConsoleThatTrustsTheCertificateComesIn() throws Exception {
    Path keys = Keys.keystore(station.beside(".").normalize(), OPERATOR);
    station.with("jmx.tls.keystore", "" + keys).with("jmx.tls.password", OPERATOR);
    Run run = station.start();
    run.awaitUp();
    Process console =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Djavax.net.ssl.trustStore=" + keys,
                "-Djavax.net.ssl.trustStorePassword=" + OPERATOR,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ConsoleProcess.class.getName(),
                "" + port,
                "reader",
                READER)
            .redirectErrorStream(true)
            .start();
    String said = new String(console.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).contains("version ");
    assertThat(console.waitFor()).as("exit code of the console").isZero();
    assertThatThrownBy(() -> connector("reader", READER))
        .as("without TLS")
        .isInstanceOf(IOException.class);
    run.stop();
    assertThat(run.said()).doesNotContain(OPERATOR);
  }

  @Test
  void anAddressThatOthersReachIsRefusedWithoutTls() throws Exception {
    station.with("jmx.host", "0.0.0.0");
    Run run = station.start();
    assertThat(run.awaitEnd()).as("exit code").isEqualTo(2);
    assertThat(run.said().strip().lines()).hasSize(1).first().asString().contains("jmx.host");
  }

  @Test
  void aPortInUseEndsTheStartInOneLine() throws Exception {
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      Run run = station.start();
      assertThat(run.awaitEnd()).as("exit code").isEqualTo(1);
      assertThat(
              run.said().strip().lines().filter(line -> line.contains("" + other.getLocalPort())))
          .hasSize(1)
          .first()
          .asString()
          .contains("jmx.port", "in use");
    }
  }
}
