package radio.nightshift.control.jmx;

import java.io.PrintStream;
import java.rmi.server.RMIClientSocketFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.rmi.ssl.SslRMIClientSocketFactory;

/**
 * A console in a process of its own, whose Java is told by options what to trust: prints the
 * version of a station that is reached by TLS.
 */
final class ConsoleProcess {
  private ConsoleProcess() {}

  /** The port, the user and the password. */
  public static void main(String[] arguments) throws Exception {
    Map<String, Object> environment = new HashMap<>();
    environment.put(JMXConnector.CREDENTIALS, new String[] {arguments[1], arguments[2]});
    RMIClientSocketFactory tls = new SslRMIClientSocketFactory();
    environment.put("com.sun.jndi.rmi.factory.socket", tls);
    JMXServiceURL url =
        new JMXServiceURL(
            "service:jmx:rmi:///jndi/rmi://127.0.0.1:%s/jmxrmi".formatted(arguments[0]));
    try (JMXConnector connector = JMXConnectorFactory.connect(url, environment)) {
      Object version =
          connector
              .getMBeanServerConnection()
              .getAttribute(new ObjectName("radio.nightshift:type=station"), "Version");
      new PrintStream(System.out, true).println("version " + version);
    }
  }
}
