package radio.nightshift.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real MariaDB on loopback with a database {@code radio}, which can be killed and started again.
 */
public final class MariaDbServer implements AutoCloseable {
  /** Who may do everything. */
  public static final String USER = "radio";

  public static final String PASSWORD = "m0nit0r:@%pass";

  /** Debian's place for it, which is not on everybody's path. */
  private static final String PROGRAM = "/usr/sbin/mariadbd";

  private final Path folder;
  private final int port = IcecastServer.freePort();
  private Process process;

  private MariaDbServer(Path folder) {
    this.folder = folder;
  }

  /** Makes a new one, and returns when it takes the login. */
  public static MariaDbServer start() throws Exception {
    Path folder = Files.createTempDirectory("mariadb-");
    // Started by root it changes to its own user.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    MariaDbServer server = new MariaDbServer(folder);
    server.install();
    server.restart();
    return server;
  }

  private void install() throws IOException, InterruptedException {
    Path log = folder.resolve("install.log");
    Process install =
        new ProcessBuilder(
                command(
                    "mariadb-install-db",
                    "--skip-test-db",
                    "--auth-root-authentication-method=normal"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (install.waitFor() != 0) {
      throw new IOException("mariadb-install-db: " + Files.readString(log));
    }
    Files.writeString(
        folder.resolve("init.sql"),
        """
        CREATE DATABASE IF NOT EXISTS radio CHARACTER SET utf8mb4;
        CREATE USER IF NOT EXISTS '%s'@'127.0.0.1' IDENTIFIED BY '%s';
        GRANT ALL ON *.* TO '%s'@'127.0.0.1' WITH GRANT OPTION;
        """
            .formatted(USER, PASSWORD, USER),
        StandardCharsets.UTF_8);
  }

  private List<String> command(String program, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(program, "--no-defaults", "--datadir=" + folder.resolve("data")));
    if ("root".equals(System.getProperty("user.name"))) {
      command.add("--user=mysql");
    }
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  /** Starts it, or starts it again, and returns when it takes the login. */
  public void restart() throws IOException {
    process =
        new ProcessBuilder(
                command(
                    PROGRAM,
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--skip-name-resolve",
                    "--socket=" + folder.resolve("data/s"),
                    "--pid-file=" + folder.resolve("data/pid"),
                    "--init-file=" + folder.resolve("init.sql"),
                    "--innodb-buffer-pool-size=8M",
                    "--performance-schema=off"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out.log").toFile()))
            .start();
    long deadline = System.nanoTime() + Patience.HANGS.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("MariaDB: " + Files.readString(folder.resolve("out.log")));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private boolean answers() {
    try (Connection connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** Kills it as {@code kill -9} does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public int port() {
    return port;
  }

  /** The address of its database. */
  public String url() {
    return url(port);
  }

  /** The address of its database behind a proxy. */
  public static String url(int port) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/radio";
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), USER, PASSWORD);
  }

  /** Executes statements. */
  public void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement one = connection.createStatement()) {
      for (String statement : statements) {
        one.execute(statement);
      }
    }
  }

  /** The first column of a query's answer, as text. */
  public List<String> query(String query) throws SQLException {
    try (Connection connection = connect();
        Statement one = connection.createStatement();
        ResultSet rows = one.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  @Override
  public void close() throws Exception {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
