package radio.nightshift.loop;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/** Requests for a web server's file, with the redirections that are followed. */
final class WebRequests {
  private static final int MOST_REDIRECTIONS = 5;
  private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);
  private static final Timeout CONNECT = Timeout.ofSeconds(5);
  private static final Timeout SILENCE = Timeout.ofSeconds(20);

  /** A server that dribbles its answer's head is never silent. */
  private static final Duration HEAD = Duration.ofSeconds(60);

  private static final Http1Config MODEST =
      Http1Config.custom().setMaxHeaderCount(200).setMaxLineLength(32 * 1024).build();

  private final SourceAddress.Web address;
  private final Optional<SourceLogin> login;
  private final CloseableHttpClient client;
  private volatile Pending pending;

  private record Pending(HttpGet request, long since, boolean isAnswered) {}

  /**
   * Prepares requests.
   *
   * @param login sent to the address's own server only
   * @param tls how servers are believed, or null for the way of this Java
   */
  WebRequests(SourceAddress.Web address, Optional<SourceLogin> login, TlsSocketStrategy tls) {
    this.address = address;
    this.login = login;
    this.client = client(tls);
  }

  private static CloseableHttpClient client(TlsSocketStrategy tls) {
    return HttpClientBuilder.create()
        .setConnectionManager(connections(tls))
        .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(SILENCE).build())
        // A minute later it would be closed from the other side anyway.
        .setConnectionReuseStrategy((request, response, context) -> false)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .useSystemProperties()
        .setUserAgent("Nightshift")
        .build();
  }

  private static HttpClientConnectionManager connections(TlsSocketStrategy tls) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .useSystemProperties()
        .setTlsSocketStrategy(tls)
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(MODEST).build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom().setConnectTimeout(CONNECT).setSocketTimeout(SILENCE).build())
        .build();
  }

  /**
   * Requests the file.
   *
   * @param headers such as conditions
   * @return an answer that is no redirection; whoever gets it aborts it or reads it to its end
   */
  WebAnswer ask(Map<String, String> headers) throws IOException {
    URI at = address.uri();
    for (int redirections = 0; redirections <= MOST_REDIRECTIONS; redirections++) {
      HttpGet request = new HttpGet(at);
      request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
      headers.forEach(request::setHeader);
      if (login.isPresent() && isOwn(at)) {
        request.setHeader(HttpHeaders.AUTHORIZATION, login.get().header());
      }
      WebAnswer answer = new WebAnswer(request, open(request));
      if (!REDIRECTIONS.contains(answer.status())) {
        return answer;
      }
      answer.abort();
      at = next(at, answer.response().getFirstHeader(HttpHeaders.LOCATION));
    }
    throw address.trouble(
        "is redirected more than %d times".formatted(MOST_REDIRECTIONS), "give the last address");
  }

  private ClassicHttpResponse open(HttpGet request) throws IOException {
    pending = new Pending(request, System.nanoTime(), false);
    ClassicHttpResponse response = client.executeOpen(null, request, null);
    pending = new Pending(request, 0, true);
    return response;
  }

  /** Ends the wait for the head of an answer that has taken too long. */
  void watch() {
    Pending now = pending;
    if (now != null && !now.isAnswered && System.nanoTime() - now.since > HEAD.toNanos()) {
      now.request.abort();
    }
  }

  void breakOff() {
    Pending now = pending;
    if (now != null) {
      now.request.abort();
    }
  }

  private URI next(URI from, Header location) throws SourceException {
    try {
      URI to = from.resolve(new URI(location == null ? "" : location.getValue().strip()));
      boolean isWeb = "http".equalsIgnoreCase(to.getScheme()) || isTls(to);
      if (location == null || !isWeb || to.getHost() == null || to.getRawUserInfo() != null) {
        throw new URISyntaxException("", "not to be followed");
      }
      if (isTls(from) && !isTls(to)) {
        throw address.trouble(
            "is redirected from https to http", "give an address that stays with https");
      }
      return to;
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw address.trouble(
          "is redirected to no http or https address", "give the address of the file itself");
    }
  }

  /** Whether a request goes where the login belongs, or there by TLS instead of without. */
  private boolean isOwn(URI at) {
    URI own = address.uri();
    boolean isRaised = !isTls(own) && isTls(at) && port(own) == 80 && port(at) == 443;
    boolean isSame = isTls(own) == isTls(at) && port(own) == port(at);
    return own.getHost().equalsIgnoreCase(at.getHost()) && (isSame || isRaised);
  }

  private static boolean isTls(URI at) {
    return "https".equalsIgnoreCase(at.getScheme());
  }

  private static int port(URI at) {
    return at.getPort() >= 0 ? at.getPort() : isTls(at) ? 443 : 80;
  }
}
