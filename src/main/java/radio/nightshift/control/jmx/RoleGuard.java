package radio.nightshift.control.jmx;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.ObjectInstance;
import javax.management.ObjectName;
import javax.management.remote.MBeanServerForwarder;
import radio.nightshift.control.jmx.Login.Role;
import radio.nightshift.room.Requests;
import radio.nightshift.room.Services;

/**
 * Stands before the MBeans for all who come from elsewhere: lets each of them read, and operators
 * call the station's own operations. What is not named here is refused, so that nothing that a
 * library or a later Java brings along is open by itself.
 */
final class RoleGuard implements InvocationHandler {
  /** Domains that are shown. Not among them: logging, diagnostic commands, heap dumps, Jolokia. */
  private static final Set<String> SHOWN =
      Set.of(Services.DOMAIN, "org.apache.camel", "java.lang", "java.nio", "JMImplementation");

  private final Supplier<Optional<Login>> caller;
  private final Requests requests;
  private MBeanServer server;

  private RoleGuard(Supplier<Optional<Login>> caller, Requests requests) {
    this.caller = caller;
    this.requests = requests;
  }

  /**
   * A guard before a server that is yet to be set.
   *
   * @param caller who has logged in, as of the thread that asks
   */
  static MBeanServerForwarder forwarder(Supplier<Optional<Login>> caller, Requests requests) {
    return (MBeanServerForwarder)
        Proxy.newProxyInstance(
            RoleGuard.class.getClassLoader(),
            new Class<?>[] {MBeanServerForwarder.class},
            new RoleGuard(caller, requests));
  }

  static boolean isShown(ObjectName name) {
    return SHOWN.contains(name.getDomain());
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "setMBeanServer":
        server = (MBeanServer) arguments[0];
        return null;
      case "getMBeanServer":
        return server;
      case "hashCode", "equals", "toString":
        return method.invoke(this, arguments);
      case "getDefaultDomain", "getMBeanCount", "getClassLoaderRepository":
        return passed(method, arguments);
      case "getDomains":
        return Stream.of(server.getDomains()).filter(SHOWN::contains).toArray(String[]::new);
      case "queryNames":
        return shown(passed(method, arguments), name -> isShown((ObjectName) name));
      case "queryMBeans":
        return shown(
            passed(method, arguments), one -> isShown(((ObjectInstance) one).getObjectName()));
      case "isRegistered":
        return isShown((ObjectName) arguments[0]) && server.isRegistered((ObjectName) arguments[0]);
      case "getAttribute",
      "getAttributes",
      "getMBeanInfo",
      "getObjectInstance",
      "isInstanceOf",
      "getClassLoaderFor":
        requireShown((ObjectName) arguments[0]);
        return passed(method, arguments);
      case "addNotificationListener", "removeNotificationListener":
        // By it consoles see MBeans come and go; what others notify may be a message on its way.
        require(MBeanServerDelegate.DELEGATE_NAME.equals(arguments[0]), "Notifications are");
        return passed(method, arguments);
      case "invoke":
        return operated(method, arguments);
      default:
        throw new SecurityException(method.getName() + " is refused to all users.");
    }
  }

  private Object operated(Method method, Object[] arguments) throws Throwable {
    ObjectName name = (ObjectName) arguments[0];
    require(
        Services.DOMAIN.equals(name.getDomain()),
        "The operation '%s' of %s is".formatted(arguments[1], name));
    Login login =
        caller.get().orElseThrow(() -> new SecurityException("Log in to call operations."));
    if (login.role() != Role.OPERATOR) {
      throw new SecurityException(
          "User '%s' may read only; '%s' is for the operator (jmx.operator)."
              .formatted(login.user(), arguments[1]));
    }
    try {
      return requests.inNameOf(
          "the operator '%s'".formatted(login.user()), () -> method.invoke(server, arguments));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private Object passed(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(server, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Set<Object> shown(Object found, Predicate<Object> isShown) {
    return ((Collection<?>) found).stream().filter(isShown).collect(Collectors.toSet());
  }

  private static void requireShown(ObjectName name) {
    require(isShown(name), name + " is");
  }

  private static void require(boolean isAllowed, String what) {
    if (!isAllowed) {
      throw new SecurityException(what + " refused to all users.");
    }
  }
}
