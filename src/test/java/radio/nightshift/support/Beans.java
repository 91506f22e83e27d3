package radio.nightshift.support;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

/** The station's own MBeans, of this JVM or another. */
public record Beans(MBeanServerConnection server) {
  /** Those of this JVM. */
  public static Beans here() {
    return new Beans(ManagementFactory.getPlatformMBeanServer());
  }

  /** The name of one, by the keys behind the domain. */
  public static ObjectName name(String keys) throws JMException {
    return new ObjectName("radio.nightshift:" + keys);
  }

  public Object read(String keys, String attribute) throws JMException, IOException {
    return server.getAttribute(name(keys), attribute);
  }

  /** Calls an operation without parameters, or with one text. */
  public String call(String keys, String operation, String... parameter)
      throws JMException, IOException {
    String[] types = parameter.length == 0 ? new String[0] : new String[] {"java.lang.String"};
    return "" + server.invoke(name(keys), operation, parameter, types);
  }
}
