package radio.nightshift.control.jmx;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One HTTP request to Jolokia by somebody who has logged in. */
final class JolokiaExchange implements HttpHandler {
  private static final int LONGEST_REQUEST = 64 << 10;
  private static final int OK = 200;
  private static final int FORBIDDEN = 403;
  private static final int NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;

  /** Of whom a request is: of a person, or of a page from the same host and port. */
  private static final Set<String> OWN_PAGES = Set.of("none", "same-origin");

  private final JolokiaAgent agent;
  private final Logins logins;
  private final Set<String> origins;

  JolokiaExchange(JolokiaAgent agent, Logins logins, Set<String> origins) {
    this.agent = agent;
    this.logins = logins;
    this.origins = origins;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST_REQUEST + 1);
      Login login = logins.named(exchange.getPrincipal().getUsername()).orElseThrow();
      URI uri = exchange.getRequestURI();
      if (isOfAnotherPage(exchange.getRequestHeaders())) {
        answer(exchange, FORBIDDEN, error("requests of other origins need jmx.jolokia-origins"));
      } else if (body.length > LONGEST_REQUEST) {
        answer(
            exchange,
            TOO_LARGE,
            error("a request has at most %d bytes".formatted(LONGEST_REQUEST)));
      } else if (exchange.getRequestMethod().equals("GET")) {
        answer(exchange, OK, agent.got(login, uri.getPath(), parameters(uri)));
      } else if (exchange.getRequestMethod().equals("POST")) {
        answer(exchange, OK, agent.posted(login, parameters(uri), body));
      } else {
        answer(exchange, NOT_ALLOWED, error("send GET or POST"));
      }
    }
  }

  /**
   * Whether a page of somebody else's asks, in the browser of a person who is logged in here.
   * Browsers name the origin with some requests, and how near it is with all.
   */
  private boolean isOfAnotherPage(Headers headers) {
    String origin = headers.getFirst("Origin");
    return origin == null
        ? !OWN_PAGES.contains(headers.getOrDefault("Sec-Fetch-Site", List.of("none")).get(0))
        : !origins.contains(origin);
  }

  /** How the answer is to be made, such as how deep. */
  private static Map<String, String[]> parameters(URI uri) {
    Map<String, String[]> parameters = new HashMap<>();
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String one : query.split("&")) {
      String[] parts = one.split("=", 2);
      if (parts.length == 2) {
        parameters.put(parts[0], new String[] {parts[1]});
      }
    }
    return parameters;
  }

  private static String error(String words) {
    return "{\"error\":\"%s\"}".formatted(words);
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
