package radio.nightshift.control.jmx;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetAddress;
import java.rmi.AlreadyBoundException;
import java.rmi.NoSuchObjectException;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.ExportException;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import javax.management.remote.rmi.RMIJRMPServerImpl;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import javax.security.auth.Subject;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.room.Requests;
import radio.nightshift.settings.OutsideException;

/**
 * JMX by RMI. The registry and the objects in it are behind one port at one address, so that one
 * SSH tunnel leads to all of it.
 */
final class RmiServer {
  private static final Logger LOG = LoggerFactory.getLogger(RmiServer.class);
  private static final String NAME = "jmxrmi";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** What a user and a password are sent as. */
  private static final String CREDENTIALS = "maxdepth=2;maxarray=2;java.lang.String;!*";

  /** What names, values and queries are sent as; of subjects only arrays that hold none. */
  private static final String PARAMETERS =
      "maxdepth=20;maxrefs=10000;maxarray=10000;maxbytes=1000000;java.lang.*;java.math.*;java.util.*;"
          + "java.rmi.MarshalledObject;javax.security.auth.Subject;javax.management.**;!*";

  private final RemoteSettings settings;
  private final InetAddress host;
  private final Requests requests;
  private Registry registry;
  private JMXConnectorServer server;

  RmiServer(RemoteSettings settings, InetAddress host, Requests requests) {
    this.settings = settings;
    this.host = host;
    this.requests = requests;
  }

  /**
   * Listens.
   *
   * @throws OutsideException if the port is in use
   */
  void open() {
    // RMI has no other way to be told.
    System.setProperty("java.rmi.server.hostname", host.getHostAddress());
    // Whoever may connect could else put an object of his own in the place of the station's.
    System.setProperty("sun.rmi.registry.registryFilter", "!*");
    RMIClientSocketFactory client =
        settings.tls().isPresent() ? new SslRMIClientSocketFactory() : null;
    BoundSockets sockets = new BoundSockets(host, sockets());
    try {
      registry = registry(client, sockets);
      RMIJRMPServerImpl connections =
          new RMIJRMPServerImpl(settings.port(), client, sockets, environment());
      JMXServiceURL url = new JMXServiceURL("rmi", host.getHostAddress(), settings.port());
      server =
          new RMIConnectorServer(
              url, environment(), connections, ManagementFactory.getPlatformMBeanServer());
      server.setMBeanServerForwarder(RoleGuard.forwarder(CurrentSubject::login, requests));
      server.start();
      registry.bind(NAME, connections.toStub());
    } catch (IOException | AlreadyBoundException e) {
      throw trouble(e);
    }
    LOG.info(
        "JMX is at service:jmx:rmi:///jndi/rmi://{}:{}/{}.",
        url(host.getHostAddress()),
        settings.port(),
        NAME);
  }

  /** One that this process has had before may take a moment to be free: that of a first try. */
  private Registry registry(RMIClientSocketFactory client, BoundSockets sockets)
      throws RemoteException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        return LocateRegistry.createRegistry(settings.port(), client, sockets);
      } catch (ExportException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(ROUND_NANOS);
      }
    }
  }

  static String url(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }

  private ServerSocketFactory sockets() {
    return settings
        .tls()
        .map(SSLContext::getServerSocketFactory)
        .map(ServerSocketFactory.class::cast)
        .orElseGet(ServerSocketFactory::getDefault);
  }

  private Map<String, Object> environment() {
    JMXAuthenticator authenticator = this::subject;
    return Map.of(
        JMXConnectorServer.AUTHENTICATOR,
        authenticator,
        RMIConnectorServer.CREDENTIALS_FILTER_PATTERN,
        CREDENTIALS,
        RMIConnectorServer.SERIAL_FILTER_PATTERN,
        PARAMETERS);
  }

  private Subject subject(Object credentials) {
    if (!(credentials instanceof String[] pair)
        || pair.length != 2
        || pair[0] == null
        || pair[1] == null) {
      throw new SecurityException("Log in with a user and a password.");
    }
    Login login =
        settings
            .logins()
            .of(pair[0], pair[1])
            .orElseThrow(() -> new SecurityException("User or password is wrong."));
    return new Subject(true, Set.of(login), Set.of(), Set.of());
  }

  private OutsideException trouble(Exception e) {
    String why =
        ObjectHelper.getException(BindException.class, e) == null ? "" + e : "it is in use";
    return new OutsideException(
        "JMX cannot be served on port %d of %s (jmx.port): %s; stop what listens there, or set another port."
            .formatted(settings.port(), host.getHostAddress(), why));
  }

  void close() {
    try {
      if (server != null) {
        server.stop();
      }
    } catch (IOException e) {
      LOG.debug("JMX has not ended in good order", e);
    }
    try {
      if (registry != null) {
        UnicastRemoteObject.unexportObject(registry, true);
      }
    } catch (NoSuchObjectException e) {
      LOG.debug("The registry was closed before", e);
    }
  }
}
