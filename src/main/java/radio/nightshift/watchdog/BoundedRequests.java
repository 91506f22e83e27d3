package radio.nightshift.watchdog;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Requests whose answers are read whole within bounds of size and time, however slowly they come.
 * The login is added here, and so is in no message; redirections, which could take it elsewhere,
 * are not followed. A failure is an IOException in words.
 */
public final class BoundedRequests implements HttpClientConfigurer {
  private static final int MOST_BYTES = 1 << 20;

  private final String server;
  private final Duration limit;
  private final String authorization;

  /**
   * Requests without a login.
   *
   * @param server what it is called in words, at the beginning of a sentence
   * @param limit how long an answer may take to its last byte
   */
  BoundedRequests(String server, Duration limit) {
    this(server, limit, "");
  }

  private BoundedRequests(String server, Duration limit, String authorization) {
    this.server = server;
    this.limit = limit;
    this.authorization = authorization;
  }

  /** The same with a login, in which any character may occur but a colon in the user's name. */
  BoundedRequests with(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new BoundedRequests(server, limit, "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  @Override
  public void configureHttpClient(HttpClientBuilder builder) {
    builder
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .addExecInterceptorFirst("bounded-requests", this::execute);
  }

  private ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    if (!authorization.isEmpty()) {
      request.setHeader(HttpHeaders.AUTHORIZATION, authorization);
    }
    ExecRuntime connection = scope.execRuntime;
    long start = System.nanoTime();
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(
            connection::discardEndpoint,
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    try {
      return whole(chain.proceed(request, scope), connection);
    } catch (IOException | RuntimeException e) {
      throw System.nanoTime() - start >= limit.toNanos() ? late() : inWords(e);
    } finally {
      end.cancel(false);
    }
  }

  private ClassicHttpResponse whole(ClassicHttpResponse answer, ExecRuntime connection)
      throws IOException {
    HttpEntity entity = answer.getEntity();
    if (entity != null) {
      byte[] bytes;
      try (InputStream in = entity.getContent()) {
        bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
          // To read on to its end could take for ever.
          connection.discardEndpoint();
          throw new TooLongException();
        }
      }
      answer.setEntity(new ByteArrayEntity(bytes, null));
    }
    return answer;
  }

  private IOException late() {
    return trouble("has not answered whole within %d s".formatted(limit.toSeconds()));
  }

  private IOException inWords(Exception e) {
    if (e instanceof TooLongException) {
      return trouble("answers more than 1 MB");
    }
    if (e instanceof UnknownHostException) {
      return trouble("has a host that is not known in the DNS");
    }
    if (e instanceof SocketTimeoutException) {
      return trouble("gives no answer");
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return trouble("cannot be connected to");
    }
    if (e instanceof SSLException) {
      return trouble("has no certificate that this machine's Java trusts");
    }
    return trouble("gives no whole answer in HTTP");
  }

  private IOException trouble(String words) {
    return new IOException(server + " " + words);
  }

  private static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
