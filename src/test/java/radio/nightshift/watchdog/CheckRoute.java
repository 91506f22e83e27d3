package radio.nightshift.watchdog;

import java.time.Duration;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The route of a check that asks a web server. */
final class CheckRoute implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(2);

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final ProducerTemplate template;

  private CheckRoute(BoundedRequests requests, RouteBuilder routes) throws Exception {
    context.getRegistry().bind("requests", requests);
    context.addRoutes(routes);
    context.start();
    template = context.createProducerTemplate();
  }

  private static String http() {
    return "http:watchdog?httpClientConfigurer=#requests"
        + "&throwExceptionOnFailure=false&disableStreamCache=true";
  }

  static CheckRoute of(IcecastCheck check, BoundedRequests requests) throws Exception {
    return new CheckRoute(
        requests,
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:check").bean(check, "compose").to(http()).bean(check, "judge");
          }
        });
  }

  static CheckRoute of(PlaylistCheck check, BoundedRequests requests) throws Exception {
    return new CheckRoute(
        requests,
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:check")
                .bean(check, "compose")
                .loopDoWhile(header(Exchange.HTTP_URI).isNotNull())
                .to(http())
                .bean(check, "accept")
                .end();
          }
        });
  }

  /** What was seen; or the exception. */
  String check() throws Exception {
    try {
      return template.requestBody("direct:check", null, String.class);
    } catch (CamelExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  /** What was seen, or the words of the failure behind {@code failed: }. */
  String words() {
    try {
      return check();
    } catch (Exception e) {
      return "failed: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    context.stop();
  }
}
