package radio.nightshift.control.jmx;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.room.Requests;
import radio.nightshift.settings.OutsideException;

/** JMX by HTTP, in the words of Jolokia, for Hawtio and curl. */
final class JolokiaServer {
  private static final Logger LOG = LoggerFactory.getLogger(JolokiaServer.class);
  private static final String PATH = "/jolokia";
  private static final int WAITING = 16;
  private static final int AT_ONCE = 2;

  private final RemoteSettings settings;
  private final InetAddress host;
  private final JolokiaAgent agent;
  private final ExecutorService executor =
      Executors.newFixedThreadPool(AT_ONCE, JolokiaServer::thread);
  private HttpServer server;

  JolokiaServer(RemoteSettings settings, InetAddress host, Requests requests) {
    this.settings = settings;
    this.host = host;
    this.agent = new JolokiaAgent(requests);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "control-jolokia");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Listens.
   *
   * @throws OutsideException if the port is in use
   */
  void open() {
    // In seconds. The server has no other way to be told, and no limit of its own for slow clients.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "30");
    try {
      server = created(new InetSocketAddress(host, settings.jolokia()));
    } catch (IOException e) {
      throw new OutsideException(
          "Jolokia cannot be served on port %d of %s (jmx.jolokia): %s; stop what listens there, or set another port."
              .formatted(settings.jolokia(), host.getHostAddress(), e.getMessage()));
    }
    agent.start();
    server
        .createContext(PATH, new JolokiaExchange(agent, settings.logins(), settings.origins()))
        .setAuthenticator(
            new BasicAuthenticator("nightshift") {
              @Override
              public boolean checkCredentials(String user, String password) {
                return settings.logins().of(user, password).isPresent();
              }
            });
    server.setExecutor(executor);
    server.start();
    LOG.info(
        "Jolokia is at {}://{}:{}{}.",
        settings.tls().isPresent() ? "https" : "http",
        RmiServer.url(host.getHostAddress()),
        settings.jolokia(),
        PATH);
  }

  private HttpServer created(InetSocketAddress address) throws IOException {
    if (settings.tls().isEmpty()) {
      return HttpServer.create(address, WAITING);
    }
    HttpsServer secured = HttpsServer.create(address, WAITING);
    secured.setHttpsConfigurator(new HttpsConfigurator(settings.tls().get()));
    return secured;
  }

  void close() {
    if (server != null) {
      server.stop(0);
      agent.stop();
    }
    executor.shutdownNow();
  }
}
