package radio.nightshift.support;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.SslConfigurationFactory;
import org.apache.ftpserver.usermanager.PropertiesUserManagerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;

/** A real FTP server on loopback with explicit TLS, that serves a folder to one user. */
public final class FtpsServer implements AutoCloseable {
  /** Nothing in it may be taken for a part of an address. */
  public static final String PASSWORD = "p+a&s=s%20w#rd";

  private final FtpServer server;
  private final int port;

  private FtpsServer(FtpServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param keys where its certificate is made
   */
  public static FtpsServer start(Path folder, Path keys)
      throws IOException, FtpException, InterruptedException {
    int port = IcecastServer.freePort();
    FtpServerFactory factory = new FtpServerFactory();
    ListenerFactory listener = new ListenerFactory();
    listener.setServerAddress("127.0.0.1");
    listener.setPort(port);
    SslConfigurationFactory tls = new SslConfigurationFactory();
    tls.setKeystoreFile(Certificate.in(keys).toFile());
    tls.setKeystorePassword(Certificate.PASSWORD);
    listener.setSslConfiguration(tls.createSslConfiguration());
    factory.addListener("default", listener.createListener());
    BaseUser user = new BaseUser();
    user.setName("station");
    user.setPassword(PASSWORD);
    user.setHomeDirectory("" + folder);
    factory.setUserManager(new PropertiesUserManagerFactory().createUserManager());
    factory.getUserManager().save(user);
    FtpServer server = factory.createServer();
    server.start();
    return new FtpsServer(server, port);
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    server.stop();
  }
}
