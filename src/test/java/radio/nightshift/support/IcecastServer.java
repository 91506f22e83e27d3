package radio.nightshift.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A real Icecast on loopback, which can be killed, started again and frozen. */
public final class IcecastServer implements AutoCloseable {
  public static final String PASSWORD = "s0urce-pass";

  private final Path folder;
  private final int port;
  private String scheme;
  private Process process;

  private IcecastServer(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  public static IcecastServer start() throws IOException {
    return startWith("");
  }

  /** An Icecast with these {@code <mount>} entries. */
  public static IcecastServer startWith(String mounts) throws IOException {
    return start("http", "", "", mounts);
  }

  /**
   * An Icecast that speaks TLS, with a certificate for localhost; {@code icecast.p12} trusts it.
   */
  public static IcecastServer startTls(Path keys) throws IOException, InterruptedException {
    Path store = keys.resolve("icecast.p12");
    Path pem = keys.resolve("icecast.pem");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwxr-xr-x"));
    run(
        "keytool",
        "-genkeypair",
        "-alias",
        "icecast",
        "-keyalg",
        "RSA",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-keystore",
        "" + store,
        "-storepass",
        "changeit");
    run(
        "openssl",
        "pkcs12",
        "-in",
        "" + store,
        "-nodes",
        "-passin",
        "pass:changeit",
        "-out",
        "" + pem);
    Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-r--r--"));
    run(
        "keytool",
        "-exportcert",
        "-alias",
        "icecast",
        "-file",
        "" + keys.resolve("icecast.crt"),
        "-keystore",
        "" + store,
        "-storepass",
        "changeit");
    Files.delete(store);
    run(
        "keytool",
        "-importcert",
        "-noprompt",
        "-alias",
        "icecast",
        "-file",
        "" + keys.resolve("icecast.crt"),
        "-keystore",
        "" + store,
        "-storepass",
        "changeit");
    return start("https", "<ssl>1</ssl>", "<ssl-certificate>" + pem + "</ssl-certificate>", "");
  }

  private static IcecastServer start(String scheme, String listen, String paths, String mounts)
      throws IOException {
    Path folder = Files.createTempDirectory("icecast-");
    // Icecast started by root changes to nobody, who must be able to read and write here.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    IcecastServer server = new IcecastServer(folder, freePort());
    server.configure(listen, paths, mounts);
    server.scheme = scheme;
    server.restart();
    return server;
  }

  /**
   * A port that nobody uses, below those that the kernel gives to clients: a client that polls a
   * closed port among them may be given that very port, and so meet itself.
   */
  public static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(15_000, 30_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // Another will be free.
      }
    }
  }

  public int port() {
    return port;
  }

  public URI mount(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /**
   * Starts it, or starts it again, and returns when it answers. Icecast 2.4.4 now and then hangs
   * for ever in its own start, before it listens: then it is started once more.
   */
  public void restart() throws IOException {
    for (int attempt = 1; !answersAfterStart(); attempt++) {
      process.destroyForcibly();
      if (attempt == 5) {
        throw new IOException("Icecast does not start; see " + folder);
      }
    }
  }

  private boolean answersAfterStart() throws IOException {
    process =
        new ProcessBuilder("icecast2", "-c", folder.resolve("icecast.xml").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.log").toFile())
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
    while (System.nanoTime() < deadline) {
      try {
        answer();
        return true;
      } catch (IOException | UncheckedIOException notYet) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
    }
    return false;
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

  /** For TLS it is enough that it listens. */
  private void answer() throws IOException {
    if ("https".equals(scheme)) {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
    } else {
      statusJson();
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  public String accessLog() throws IOException {
    return Files.readString(folder.resolve("access.log"));
  }

  public String errorLog() throws IOException {
    return Files.readString(folder.resolve("error.log"));
  }

  /** The server's public status page, in which mounts and titles stand. */
  public String statusJson() {
    try (InputStream in = mount("/status-json.xsl").toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws Exception {
    signal("CONT");
    process.destroy();
    if (!process.waitFor(3, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
  }

  private void configure(String listen, String paths, String mounts) throws IOException {
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
          %s
          <listen-socket><port>%d</port><bind-address>127.0.0.1</bind-address>%s</listen-socket>
          <paths><basedir>/usr/share/icecast2</basedir><logdir>%s</logdir>
            <webroot>/usr/share/icecast2/web</webroot><adminroot>/usr/share/icecast2/admin</adminroot>%s</paths>
          <logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>3</loglevel></logging>
          <security><chroot>0</chroot>%s</security>
        </icecast>
        """
            .formatted(PASSWORD, PASSWORD, mounts, port, listen, folder, paths, changeOwner));
  }
}
