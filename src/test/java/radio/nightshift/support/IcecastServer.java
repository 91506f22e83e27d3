package radio.nightshift.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real Icecast on loopback, which can be killed, started again and frozen. */
public final class IcecastServer implements AutoCloseable {
  public static final String PASSWORD = "s0urce-pass";

  private final Path folder;
  private final int port;
  private Process process;

  private IcecastServer(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  public static IcecastServer start() throws IOException {
    Path folder = Files.createTempDirectory("icecast-");
    // Icecast started by root changes to nobody, who must be able to read and write here.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    IcecastServer server = new IcecastServer(folder, freePort());
    server.configure();
    server.restart();
    return server;
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public int port() {
    return port;
  }

  public URI mount(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Starts it, or starts it again, and returns when it answers. */
  public void restart() throws IOException {
    process =
        new ProcessBuilder("icecast2", "-c", folder.resolve("icecast.xml").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.log").toFile())
            .start();
    Awaitility.await("Icecast on port " + port)
        .pollInterval(Duration.ofMillis(5))
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> status("/status-json.xsl") == 200);
  }

  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** The server's public status page, in which mounts and titles stand. */
  public String statusJson() {
    try {
      HttpRequest request = HttpRequest.newBuilder(mount("/status-json.xsl")).build();
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws Exception {
    signal("CONT");
    process.destroy();
    if (!process.waitFor(3, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
  }

  private int status(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(mount(path)).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private void configure() throws IOException {
    String changeOwner =
        "root".equals(System.getProperty("user.name"))
            ? "<changeowner><user>nobody</user><group>nogroup</group></changeowner>"
            : "";
    Files.writeString(
        folder.resolve("icecast.xml"),
        """
        <icecast>
          <limits><clients>1000</clients><sources>300</sources><burst-on-connect>0</burst-on-connect>
            <source-timeout>10</source-timeout><queue-size>8388608</queue-size></limits>
          <authentication><source-password>%s</source-password>
            <admin-user>admin</admin-user><admin-password>%s</admin-password></authentication>
          <hostname>localhost</hostname>
          <listen-socket><port>%d</port><bind-address>127.0.0.1</bind-address></listen-socket>
          <paths><basedir>/usr/share/icecast2</basedir><logdir>%s</logdir>
            <webroot>/usr/share/icecast2/web</webroot><adminroot>/usr/share/icecast2/admin</adminroot></paths>
          <logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>3</loglevel></logging>
          <security><chroot>0</chroot>%s</security>
        </icecast>
        """
            .formatted(PASSWORD, PASSWORD, port, folder, changeOwner));
  }
}
