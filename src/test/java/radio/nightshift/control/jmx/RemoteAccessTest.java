package radio.nightshift.control.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXPrincipal;
import javax.management.remote.JMXServiceURL;
import javax.security.auth.Subject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.condition.Conditions;
import radio.nightshift.room.Requests;
import radio.nightshift.settings.OutsideException;
import radio.nightshift.settings.Settings;
import radio.nightshift.support.Integration;

/** JMX as others reach it, by RMI and by Jolokia, before an MBean that only notes its calls. */
@Integration
class RemoteAccessTest {
  private static final String READER = "reads-4-all";
  private static final String OPERATOR = "skips-4-all";
  private static final String FLASH =
      """
      {"type": "exec", "mbean": "radio.nightshift:type=lamp",
       "operation": "flash", "arguments": ["red"]}
      """;

  private final int port = freePort();
  private final int jolokia = freePort();
  private final ObjectName name = name("radio.nightshift:type=lamp");
  private final RoleGuardTest.Lamp lamp = new RoleGuardTest.Lamp();
  private final Conditions conditions = Conditions.unkept(Clock.systemUTC());
  private final RemoteAccess access = RemoteAccess.of(settings());

  private static ObjectName name(String text) {
    try {
      return new ObjectName(text);
    } catch (javax.management.JMException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Settings settings() {
    Properties settings = Settings.defaults();
    settings.setProperty("jmx.port", "" + port);
    settings.setProperty("jmx.jolokia", "" + jolokia);
    settings.setProperty("jmx.password", READER);
    settings.setProperty("jmx.operator-password", OPERATOR);
    settings.setProperty("jmx.jolokia-origins", "https://hawtio.example.org");
    return new Settings(settings::getProperty);
  }

  @BeforeEach
  void open() throws Exception {
    ManagementFactory.getPlatformMBeanServer().registerMBean(lamp, name);
    access.open(new Requests(), conditions);
  }

  @AfterEach
  void close() throws Exception {
    access.close();
    conditions.close();
    ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
  }

  private JMXConnector connector(Object credentials) throws IOException {
    Map<String, Object> environment = new HashMap<>();
    if (credentials != null) {
      environment.put(JMXConnector.CREDENTIALS, credentials);
    }
    return JMXConnectorFactory.connect(
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/jmxrmi".formatted(port)),
        environment);
  }

  private static String[] login(String user, String password) {
    return new String[] {user, password};
  }

  private String flash(MBeanServerConnection beans) throws Exception {
    return ""
        + beans.invoke(name, "flash", new Object[] {"red"}, new String[] {"java.lang.String"});
  }

  @Test
  void aReaderReadsAndTheOperatorOperates() throws Exception {
    try (JMXConnector connector = connector(login("reader", READER))) {
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      assertThat(beans.getAttribute(name, "Lit")).isEqualTo(false);
      assertThatThrownBy(() -> flash(beans)).isInstanceOf(SecurityException.class);
    }
    try (JMXConnector connector = connector(login("operator", OPERATOR))) {
      assertThat(flash(connector.getMBeanServerConnection())).isEqualTo("flashed");
    }
  }

  @Test
  void consolesAreToldOfBeansThatComeAndGo() throws Exception {
    try (JMXConnector connector = connector(login("reader", READER))) {
      connector
          .getMBeanServerConnection()
          .addNotificationListener(
              javax.management.MBeanServerDelegate.DELEGATE_NAME,
              (one, handback) -> {},
              null,
              null);
    }
  }

  @ParameterizedTest
  @CsvSource({"reader, wrong", "reader, skips-4-all", "operator, ''", "'', ''", "nobody, x"})
  void aWrongLoginIsRefused(String user, String password) {
    assertThatThrownBy(() -> connector(login(user, password)))
        .isInstanceOf(SecurityException.class)
        .hasMessageContaining("wrong");
  }

  @Test
  void withoutALoginNobodyComesIn() {
    assertThatThrownBy(() -> connector(null)).isInstanceOf(SecurityException.class);
    assertThatThrownBy(() -> connector(new String[] {"reader"}))
        .isInstanceOf(SecurityException.class);
    assertThatThrownBy(() -> connector(new String[] {null, null}))
        .isInstanceOf(SecurityException.class);
  }

  @Test
  void whatIsNoLoginIsNotEvenRead() {
    assertThatThrownBy(() -> connector(new HashMap<>(Map.of("user", "reader"))))
        .hasStackTraceContaining("filter status: REJECTED");
  }

  /** The names of others, which only whoever is permitted may come under. */
  @Test
  void nobodyComesInTheNameOfAnother() throws Exception {
    Subject other = new Subject(true, Set.of(new JMXPrincipal("operator")), Set.of(), Set.of());
    try (JMXConnector connector = connector(login("reader", READER))) {
      assertThatThrownBy(() -> flash(delegated(connector, other)))
          .isInstanceOfAny(
              SecurityException.class, IOException.class, UnsupportedOperationException.class);
      assertThat(lamp.isLit()).isFalse();
    }
  }

  @SuppressWarnings("removal")
  private static MBeanServerConnection delegated(JMXConnector connector, Subject other)
      throws IOException {
    return connector.getMBeanServerConnection(other);
  }

  @Test
  void nobodyPutsAnotherObjectIntoTheRegistry() throws Exception {
    Registry registry = LocateRegistry.getRegistry("127.0.0.1", port);
    assertThat(registry.list()).containsExactly("jmxrmi");
    assertThatThrownBy(() -> registry.rebind("jmxrmi", registry.lookup("jmxrmi")))
        .hasStackTraceContaining("REJECTED");
    assertThatThrownBy(() -> registry.bind("other", registry.lookup("jmxrmi")))
        .hasStackTraceContaining("REJECTED");
  }

  /** Of this process, with all that it listens at before. */
  private static Set<String> listening() throws IOException {
    Set<String> sockets = new TreeSet<>();
    for (String file : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(file))) {
        String[] words = line.strip().split(" +");
        if (words[3].equals("0A")) {
          sockets.add(words[1]);
        }
      }
    }
    return sockets;
  }

  @Test
  void allOfItIsBehindOnePortOnLoopback() throws Exception {
    String hex = ":%04X".formatted(port);
    try (JMXConnector connector = connector(login("reader", READER))) {
      assertThat(connector.getConnectionId()).isNotEmpty();
      Set<String> with = listening();
      access.close();
      with.removeAll(listening());
      assertThat(with)
          .as("what RMI and Jolokia have listened at")
          .hasSize(2)
          .allMatch(socket -> socket.contains("0100007F"))
          .anyMatch(socket -> socket.endsWith(hex));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jmx.port", "jmx.jolokia"})
  void aPortInUseIsToldInOneLine(String setting) throws Exception {
    access.close();
    int taken = setting.equals("jmx.port") ? port : jolokia;
    try (ServerSocket other = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
      assertThat(other.isBound()).isTrue();
      assertThatThrownBy(() -> access.open(new Requests(), conditions))
          .isInstanceOf(OutsideException.class)
          .hasMessageContaining(setting)
          .hasMessageContaining("" + taken)
          .hasMessageContaining("in use")
          .satisfies(told -> assertThat(told.getMessage().lines()).hasSize(1));
    }
    access.open(new Requests(), conditions);
  }

  /** As after a power cut: the network comes later than the station. */
  @Test
  void anAddressThatComesLaterIsServedThen() throws Exception {
    access.close();
    AtomicReference<InetAddress> network = new AtomicReference<>();
    RemoteAccess late =
        new RemoteAccess(
            RemoteSettings.of(settings()).orElseThrow(),
            () ->
                Optional.ofNullable(network.get())
                    .orElseThrow(() -> new OutsideException("it is not there; wait for it.")),
            Duration.ofMillis(50));
    try {
      late.open(new Requests(), conditions);
      Awaitility.await("the condition")
          .until(
              () ->
                  conditions
                      .find("control", "jmx")
                      .filter(one -> one.words().equals("it is not there"))
                      .filter(one -> one.remedy().equals("wait for it"))
                      .isPresent());
      network.set(InetAddress.getLoopbackAddress());
      Awaitility.await("it is served").until(() -> conditions.all().isEmpty());
      try (JMXConnector connector = connector(login("reader", READER))) {
        assertThat(connector.getConnectionId()).isNotEmpty();
      }
      assertThat(ask(reader(), get("version")).statusCode()).isEqualTo(200);
    } finally {
      late.close();
    }
  }

  private HttpResponse<String> ask(String login, HttpRequest.Builder request) throws Exception {
    if (login != null) {
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:%d/jolokia/%s".formatted(jolokia, path)));
  }

  private HttpRequest.Builder post(String body) {
    return get("").POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static String reader() {
    return "reader:" + READER;
  }

  private static String operator() {
    return "operator:" + OPERATOR;
  }

  @Test
  void jolokiaReadsForReadersAndOperatesForTheOperator() throws Exception {
    assertThat(ask(reader(), get("read/radio.nightshift:type=lamp/Lit")).body())
        .contains("\"value\":false", "\"status\":200");
    assertThat(ask(reader(), post(FLASH)).body()).contains("\"status\":403", "may read only");
    assertThat(ask(operator(), post(FLASH)).body()).contains("\"value\":\"flashed\"");
    assertThat(ask(reader(), get("version")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "read/com.sun.management:type=DiagnosticCommand",
        "read/com.sun.management:type=HotSpotDiagnostic/DiagnosticOptions",
        "read/java.util.logging:type=Logging/LoggerNames",
        "exec/com.sun.management:type=DiagnosticCommand/vmSystemProperties",
        "exec/com.sun.management:type=HotSpotDiagnostic/dumpHeap/%2Ftmp%2Fx/true",
        "exec/java.util.logging:type=Logging/setLoggerLevel/root/FINE",
        "exec/java.lang:type=Memory/gc",
        "exec/java.lang:type=Threading/dumpAllThreads(boolean,boolean)/true/true",
        "write/radio.nightshift:type=lamp/Lit/true",
        "write/java.lang:type=Memory/Verbose/true",
        "notification/register",
        "config",
      })
  void jolokiaRefusesTheRestToTheOperatorToo(String request) throws Exception {
    String answer = ask(operator(), get(request)).body();
    assertThat(answer).contains("\"error\"").doesNotContain("\"status\":200");
    assertThat(lamp.isLit()).isFalse();
  }

  /** A page with a picture of this address has the browser of an operator send that. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec/radio.nightshift:type=lamp/flash/red",
        "?p=exec/radio.nightshift:type=lamp/flash/red",
        "?type=exec&mbean=radio.nightshift:type=lamp&operation=flash&arguments=red"
      })
  void jolokiaTakesNoOperationByGet(String request) throws Exception {
    assertThat(ask(operator(), get(request)).body()).doesNotContain("flashed");
  }

  @Test
  void jolokiaListsOnlyWhatIsShown() throws Exception {
    String list = ask(reader(), get("list?maxDepth=2")).body();
    assertThat(list)
        .contains("radio.nightshift", "java.lang")
        .doesNotContain("DiagnosticCommand", "java.util.logging", "jolokia:", "\"jolokia\"");
    assertThat(ask(reader(), get("search/*:*")).body())
        .contains("radio.nightshift:type=lamp")
        .doesNotContain("DiagnosticCommand", "jolokia:type");
  }

  @Test
  void jolokiaWantsALoginAndRefusesPagesOfOthers() throws Exception {
    assertThat(ask(null, get("version")).statusCode()).isEqualTo(401);
    assertThat(ask("reader:wrong", get("version")).statusCode()).isEqualTo(401);
    assertThat(
            ask(reader(), get("version").header("Origin", "https://evil.example.org")).statusCode())
        .isEqualTo(403);
    assertThat(ask(reader(), get("version").header("Origin", "null")).statusCode()).isEqualTo(403);
    assertThat(
            ask(reader(), get("version").header("Origin", "https://hawtio.example.org"))
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"cross-site, 403", "same-site, 403", "same-origin, 200", "none, 200"})
  void jolokiaGoesByWhatBrowsersSayOfTheAsker(String site, int status) throws Exception {
    assertThat(ask(reader(), get("version").header("Sec-Fetch-Site", site)).statusCode())
        .isEqualTo(status);
    assertThat(
            ask(
                    reader(),
                    get("version")
                        .header("Sec-Fetch-Site", site)
                        .header("Origin", "https://hawtio.example.org"))
                .statusCode())
        .as("of a page that jmx.jolokia-origins names")
        .isEqualTo(200);
  }

  @Test
  void jolokiaLivesWithGarbage() throws Exception {
    List<String> garbage = new ArrayList<>(List.of("", "{", "null", "[[[]]]", "{\"type\": 7}"));
    garbage.add("[".repeat(30_000));
    for (String body : garbage) {
      assertThat(ask(reader(), post(body)).body())
          .as("the answer to '%.20s'", body)
          .doesNotContain("\"value\"");
    }
    assertThat(ask(reader(), post("x".repeat(100_000))).statusCode()).isEqualTo(413);
    assertThat(
            ask(reader(), get("version").method("DELETE", HttpRequest.BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(405);
    assertThat(ask(reader(), get("version")).statusCode()).isEqualTo(200);
  }
}
