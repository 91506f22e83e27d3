package radio.nightshift.icecast;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLSocketFactory;

/** Whether an Icecast takes a source's login, tried on a mount that nobody uses. */
public final class LoginTrial {
  private static final int CONNECT_MILLIS = 2000;
  private static final int SEND_BUFFER = 4096;

  private LoginTrial() {}

  /**
   * Connects as a source to a mount of a random name, sends no audio, and disconnects.
   *
   * @param tls makes the TLS sockets, or null for plain HTTP
   * @param contentType what the real mount carries
   * @throws IcecastException if the login is refused or the server is no Icecast; says what to do
   */
  public static void attempt(
      String host, int port, String user, String password, SSLSocketFactory tls, String contentType)
      throws IcecastException {
    String scratch = "/nightshift-check-" + UUID.randomUUID();
    SourceTarget target =
        new SourceTarget(
            host, port, scratch, user, password, tls, Map.of(), CONNECT_MILLIS, SEND_BUFFER);
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    try (WriteGuard guard = new WriteGuard(executor, Duration.ofMillis(CONNECT_MILLIS))) {
      SourceClient.open(target, contentType, guard).close();
    } finally {
      executor.shutdownNow();
    }
  }
}
