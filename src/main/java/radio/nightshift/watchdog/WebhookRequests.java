package radio.nightshift.watchdog;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.camel.util.ObjectHelper;
import org.apache.camel.util.json.JsonObject;

/**
 * Requests to a web address that is a key to what is there, and so never shown. Of an answer no
 * more than its beginning is read, and no redirection is followed.
 */
final class WebhookRequests {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final URI address;
  private final String watchdog;
  private final Duration limit;

  /**
   * Requests of one watchdog.
   *
   * @param limit how long an answer may take
   */
  WebhookRequests(URI address, String watchdog, Duration limit) {
    this.address = address;
    this.watchdog = watchdog;
    this.limit = limit;
  }

  URI address() {
    return address;
  }

  /** Requests an action, such as {@code start}. */
  HttpResponse<String> post(String action) throws BackupException {
    JsonObject json = new JsonObject();
    json.put("action", action);
    json.put("watchdog", watchdog);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Nightshift")
            .POST(HttpRequest.BodyPublishers.ofString(json.toJson()))
            .build();
    CompletableFuture<HttpResponse<String>> answer =
        client().sendAsync(request, head -> new AnswerBeginning());
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unanswered("has not answered within %d s".formatted(limit.toSeconds()));
    } catch (ExecutionException e) {
      throw unanswered(why(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unanswered("was not waited for, since the station stops");
    } finally {
      answer.cancel(true);
    }
  }

  /** Connects to its host, and says nothing to it. */
  void tryConnection() throws BackupException {
    int standard = "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    int port = address.getPort() < 0 ? standard : address.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.getHost(), port), Math.toIntExact(CONNECT.toMillis()));
    } catch (IOException e) {
      throw unanswered(why(e));
    }
  }

  /** One for each request, of which there are few: it has a thread of its own. */
  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT)
        .build();
  }

  private static String why(Exception failure) {
    if (ObjectHelper.getException(UnresolvedAddressException.class, failure) != null
        || ObjectHelper.getException(UnknownHostException.class, failure) != null) {
      return "cannot be reached: its host is not known in the DNS";
    }
    if (ObjectHelper.getException(ConnectException.class, failure) != null
        || ObjectHelper.getException(SocketTimeoutException.class, failure) != null) {
      return "cannot be reached: its host accepts no connection";
    }
    if (ObjectHelper.getException(SSLException.class, failure) != null) {
      return "does not speak TLS as it should, or its certificate is not trusted";
    }
    return "has ended the connection without an answer";
  }

  private static BackupException unanswered(String what) {
    return new BackupException(
        "watchdog.backup.webhook %s; see to it that what is there runs, and at the network"
            .formatted(what),
        false);
  }
}
