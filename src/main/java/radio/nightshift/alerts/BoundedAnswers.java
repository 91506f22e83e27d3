package radio.nightshift.alerts;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Keeps no more of an answer than its status and headers, and waits no longer for them than a
 * bound, however slowly they come: a receiver's body may be huge or without an end.
 */
public final class BoundedAnswers implements HttpClientConfigurer {
  private final Duration limit;

  BoundedAnswers(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void configureHttpClient(HttpClientBuilder builder) {
    // It would repeat what was refused by 429 or 503 itself, with a state that may be overtaken by
    // then.
    builder.disableAutomaticRetries();
    builder.addExecInterceptorFirst("bounded-answers", this::execute);
  }

  private ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ExecRuntime connection = scope.execRuntime;
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(
            connection::discardEndpoint,
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    try {
      ClassicHttpResponse answer = chain.proceed(request, scope);
      if (answer.getEntity() != null) {
        answer.setEntity(null);
        connection.discardEndpoint();
      }
      return answer;
    } catch (IOException | RuntimeException e) {
      if (end.isDone()) {
        throw new SocketTimeoutException("no answer within " + limit);
      }
      throw e;
    } finally {
      end.cancel(false);
    }
  }
}
