package radio.nightshift.control.jmx;

import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanException;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.remote.MBeanServerForwarder;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.request.NotChangedException;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaContext;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.jolokia.service.jmx.LocalRequestHandler;
import org.jolokia.service.serializer.JolokiaSerializer;
import radio.nightshift.room.Requests;

/** Jolokia, which sees the MBeans through the same guard as everybody who comes by RMI. */
final class JolokiaAgent {
  private static final Set<RequestType> ALLOWED =
      Set.of(
          RequestType.READ,
          RequestType.LIST,
          RequestType.SEARCH,
          RequestType.VERSION,
          RequestType.EXEC);

  private final ThreadLocal<Login> login = new ThreadLocal<>();
  private final MBeanServerForwarder guarded;
  private final JolokiaServiceManager services;
  private HttpRequestHandler handler;

  JolokiaAgent(Requests requests) {
    guarded = RoleGuard.forwarder(() -> Optional.ofNullable(login.get()), requests);
    guarded.setMBeanServer(ManagementFactory.getPlatformMBeanServer());
    JolokiaOptions options =
        new JolokiaOptions(
            Map.of(
                ConfigKey.AGENT_ID, "nightshift",
                ConfigKey.DISABLE_DETECTORS, "true",
                ConfigKey.ALLOW_ERROR_DETAILS, "false",
                ConfigKey.MAX_COLLECTION_SIZE, "1000",
                ConfigKey.MAX_OBJECTS, "20000"));
    services =
        JolokiaServiceManagerFactory.createJolokiaServiceManager(
            options, new JolokiaLog(), new Allowed());
    services.addService(new JolokiaSerializer());
    services.addService(new GuardedHandler());
  }

  void start() {
    handler = new HttpRequestHandler(services.start());
  }

  void stop() {
    services.stop();
  }

  /** The answer to a GET request, of which the path says what is asked for. */
  String got(Login who, String path, Map<String, String[]> parameters) {
    return answer(who, () -> handler.handleGetRequest(path, below(path), parameters));
  }

  /** The answer to a POST request, of which the body says it. */
  String posted(Login who, Map<String, String[]> parameters, byte[] body) {
    return answer(
        who,
        () -> handler.handlePostRequest("", new ByteArrayInputStream(body), "UTF-8", parameters));
  }

  /** What stands behind the name of the agent. */
  private static String below(String path) {
    return path.replaceFirst("^/[^/]*/?", "");
  }

  private String answer(Login who, Callable<JSONStructure> request) {
    login.set(who);
    try {
      return request.call().toJSONString();
    } catch (Exception e) {
      return handler.handleThrowable(e).toJSONString();
    } finally {
      login.remove();
    }
  }

  /** Answers requests by the guarded MBeans in place of those that Jolokia has found. */
  private final class GuardedHandler extends LocalRequestHandler {
    GuardedHandler() {
      super(0);
    }

    /** Not every command asks the restrictor. */
    @Override
    public boolean canHandle(JolokiaRequest request) {
      return ALLOWED.contains(request.getType()) && super.canHandle(request);
    }

    /** A page of somebody else's has a browser send GET, with the login that it remembers. */
    @Override
    public <R extends JolokiaRequest> Object handleRequest(R request, Object earlier)
        throws InstanceNotFoundException,
            AttributeNotFoundException,
            ReflectionException,
            MBeanException,
            NotChangedException,
            EmptyResponseException {
      if (request.getType() == RequestType.EXEC && request.getHttpMethod() != HttpMethod.POST) {
        throw new SecurityException("Operations are called by POST.");
      }
      return super.handleRequest(request, earlier);
    }

    @Override
    public void init(JolokiaContext context) {
      super.init(
          (JolokiaContext)
              Proxy.newProxyInstance(
                  JolokiaContext.class.getClassLoader(),
                  new Class<?>[] {JolokiaContext.class},
                  (proxy, method, arguments) -> {
                    if (method.getName().equals("getMBeanServerAccess")) {
                      return new GuardedBeans(guarded);
                    }
                    try {
                      return method.invoke(context, arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  }));
    }
  }

  /** The kinds of requests that are answered; what they may reach the guard knows. */
  private static final class Allowed implements Restrictor {
    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
      return true;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
      return ALLOWED.contains(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
      return RoleGuard.isShown(name);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
      return false;
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
      return RoleGuard.isShown(name);
    }

    @Override
    public boolean isRemoteAccessAllowed(String... hostOrAddress) {
      return true;
    }

    @Override
    public boolean isOriginAllowed(String origin, boolean strictly) {
      return true;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
      return !RoleGuard.isShown(name);
    }
  }
}
