package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import radio.nightshift.support.FakeAws;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.PackagedStation;
import radio.nightshift.support.PackagedStation.Run;
import radio.nightshift.support.Station;
import radio.nightshift.support.StationHome;
import radio.nightshift.support.Tone;

/**
 * A run of the packaged station at its most talkative, through a programme and failures: no secret
 * is in anything that it has produced.
 */
@Integration
class SecrecyIT {
  private static final String LOW_PASSWORD = "refused-l0w-pass";
  private static final String DATABASE_PASSWORD = "database-pass-77";
  private static final String READER_PASSWORD = "jmx-reader-pass-55";
  private static final String OPERATOR_PASSWORD = "jmx-operator-pass-66";
  private static final String CLIENT_SECRET = "google-client-secret-88";
  private static final String REFRESH_TOKEN = "google-refresh-token-99";

  @RegisterExtension final PackagedStation station = new PackagedStation();
  private final int rmi = freePort();
  private final int jolokia = freePort();
  private IcecastServer icecast;
  private FakeAws aws;
  private Run run;

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What must be nowhere, by what it is. */
  private static Map<String, String> secrets() {
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put("the playout password", IcecastServer.PASSWORD);
    secrets.put("the second mount's password", LOW_PASSWORD);
    secrets.put("the playout login", basic("source:" + IcecastServer.PASSWORD));
    secrets.put("the second mount's login", basic("source:" + LOW_PASSWORD));
    secrets.put("the database's password", DATABASE_PASSWORD);
    secrets.put("the JMX reader's password", READER_PASSWORD);
    secrets.put("the JMX reader's login", basic("reader:" + READER_PASSWORD));
    secrets.put("the JMX operator's password", OPERATOR_PASSWORD);
    secrets.put("the AWS key", FakeAws.SECRET_KEY);
    secrets.put("the metadata service's token", FakeAws.TOKEN);
    secrets.put("Google's client secret", CLIENT_SECRET);
    secrets.put("Google's refresh token", REFRESH_TOKEN);
    return secrets;
  }

  @BeforeEach
  void start() throws Exception {
    icecast = IcecastServer.start();
    aws =
        FakeAws.start()
            .with("/nightshift/host", "127.0.0.1")
            .with("/nightshift/port", "" + icecast.port())
            .with("/nightshift/mount", "/live.mp3")
            .with("/nightshift/password", IcecastServer.PASSWORD)
            .with("/nightshift/gcal-credentials", "{\"secret\":\"%s\"}".formatted(CLIENT_SECRET))
            .with("/nightshift/gcal-token", "{\"refresh\":\"%s\"}".formatted(REFRESH_TOKEN))
            .with("/radio/low", LOW_PASSWORD);
    aws.zoneRefuses(403, "AccessDenied");
    station.with("log.level", "TRACE");
    station.with("secrets.parameters", "/nightshift");
    station.with("aws.endpoint", aws.endpoint());
    station.with("aws.metadata", aws.endpoint());
    station.with("dns.zone", "Z0123456789ABC");
    station.with("dns.name", "station.example.org");
    station.with("playout.mounts", "low");
    station.with("playout.low.mount", "/low.mp3");
    station.with("playout.low.password", "{{aws-parameterstore:/radio/low}}");
    station.with("as-run.password", DATABASE_PASSWORD);
    Path secrets =
        Files.writeString(
            station.beside("secrets.properties"),
            "jmx.operator-password=%s%n".formatted(OPERATOR_PASSWORD));
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
    station.with("secrets.file", "" + secrets);
    station.with("jmx.port", "" + rmi);
    station.with("jmx.jolokia", "" + jolokia);
    station.with("jmx.password", READER_PASSWORD);
    station.withEnvironment("AWS_ACCESS_KEY_ID", FakeAws.KEY_ID);
    station.withEnvironment("AWS_SECRET_ACCESS_KEY", FakeAws.SECRET_KEY);
  }

  @AfterEach
  void stop() throws Exception {
    aws.close();
    icecast.close();
  }

  @Test
  void noSecretIsInAnythingThatARunHasProduced() throws Exception {
    run = station.start();
    awaitLine("The station is up");
    StationHome home = station.home();
    home.send(Files.writeString(station.beside("x"), "no audio"), "20200101_0000_broken.mp3");
    home.send(
        Tone.mp3(station.beside("tone.mp3"), 240, 440), Station.stamp(Instant.now()) + "_tone.mp3");
    awaitLine("on mount main is on the air");
    awaitLine("refuses user 'source' and its password (401)");
    awaitLine("It is now in");
    awaitLine("route53:ChangeResourceRecordSets");
    icecast.kill();
    awaitLine("refuses connections");
    icecast.restart();
    aws.zoneAnswers();
    awaitLine("203.0.113.7");
    Awaitility.await("on the air again").until(() -> icecast.statusJson().contains("/live.mp3"));
    try (JMXConnector local = run.jmx()) {
      assertThat(secretsIn(String.join("\n", jmx(local)))).as("secrets in JMX").isEmpty();
    }
    try (JMXConnector reader = remote()) {
      assertThat(secretsIn(String.join("\n", jmx(reader)))).as("secrets for a reader").isEmpty();
    }
    assertThat(secretsIn(jolokia())).as("secrets in Jolokia").isEmpty();
    assertThat(secretsIn(Files.readString(Path.of("/proc/" + run.process().pid() + "/cmdline"))))
        .as("secrets on the command line")
        .isEmpty();
    run.stop();
    assertThat(secretsIn(text(run.output()))).as("secrets in the log").isEmpty();
    assertThatFilesKeepSecrets();
  }

  private void assertThatFilesKeepSecrets() throws IOException {
    Path kept = station.home().path("secrets");
    assertThat(secretsIn(text(kept))).as("what is kept for the next start").isNotEmpty();
    assertThat(Files.getPosixFilePermissions(kept))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (Stream<Path> files = Files.walk(station.home().folder())) {
      List<Path> readable =
          files.filter(Files::isRegularFile).filter(SecrecyIT::isForOthers).toList();
      assertThat(readable).as("files that others may read").isNotEmpty();
      assertThat(readable)
          .allSatisfy(file -> assertThat(secretsIn(text(file))).as("secrets in " + file).isEmpty());
    }
  }

  private void awaitLine(String words) {
    Awaitility.await("a line with '" + words + "'")
        .untilAsserted(() -> assertThat(run.said().contains(words)).as(words).isTrue());
  }

  private JMXConnector remote() throws IOException {
    return JMXConnectorFactory.connect(
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/jmxrmi".formatted(rmi)),
        Map.of(JMXConnector.CREDENTIALS, new String[] {"reader", READER_PASSWORD}));
  }

  /** All that Jolokia reads at once. */
  private String jolokia() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/jolokia/read/*:*?ignoreErrors=true".formatted(jolokia)))
            .header("Authorization", "Basic " + basic("reader:" + READER_PASSWORD))
            .build();
    String answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    assertThat(answer).as("what Jolokia shows").contains("icecast:", "SystemProperties");
    return answer;
  }

  /** All attributes of all beans. */
  private List<String> jmx(JMXConnector connector) throws Exception {
    List<String> seen = new java.util.ArrayList<>();
    MBeanServerConnection beans = connector.getMBeanServerConnection();
    Set<ObjectName> names = beans.queryNames(null, null);
    for (ObjectName name : names) {
      seen.add("" + name);
      for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
        seen.add(name + " " + attribute.getName() + ": " + read(beans, name, attribute));
      }
    }
    assertThat(seen).as("what JMX shows").anyMatch(line -> line.contains("icecast://"));
    return seen;
  }

  private static String read(
      MBeanServerConnection beans, ObjectName name, MBeanAttributeInfo attribute) {
    try {
      return Arrays.deepToString(new Object[] {beans.getAttribute(name, attribute.getName())});
    } catch (JMException | IOException | RuntimeException unreadable) {
      return "" + unreadable + unreadable.getCause();
    }
  }

  /** The kinds of secrets in a text; never the text, which would end up in a report. */
  private static List<String> secretsIn(String text) {
    return secrets().entrySet().stream()
        .filter(secret -> text.contains(secret.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isForOthers(Path file) {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      return mode.contains(PosixFilePermission.OTHERS_READ)
          || mode.contains(PosixFilePermission.GROUP_READ);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String basic(String login) {
    return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  /** Byte by byte: audio is no text. */
  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
