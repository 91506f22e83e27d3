package radio.nightshift.icecast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks each server that carries a source of ours, every 4 s, for any answer at all. The buffers of
 * a frozen server's machine take audio for minutes, so that writing alone never tells.
 */
final class ServerLiveness implements AutoCloseable {
  private static final int ROUND_MILLIS = 4000;
  private static final int PATIENCE_MILLIS = 3000;

  private final Map<InetSocketAddress, Set<SourceClient>> clients = new ConcurrentHashMap<>();
  private final Set<InetSocketAddress> answered = ConcurrentHashMap.newKeySet();
  private final ScheduledFuture<?> rounds;

  ServerLiveness(ScheduledExecutorService executor) {
    rounds =
        executor.scheduleWithFixedDelay(
            this::round, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
  }

  void watch(SourceClient client) {
    clients.computeIfAbsent(client.server(), key -> ConcurrentHashMap.newKeySet()).add(client);
  }

  void forget(SourceClient client) {
    clients.getOrDefault(client.server(), Set.of()).remove(client);
  }

  @Override
  public void close() {
    rounds.cancel(false);
  }

  private void round() {
    clients.forEach(
        (server, sources) -> {
          // Sources that connect during this round are judged in the next.
          List<SourceClient> connected = List.copyOf(sources);
          if (connected.isEmpty()) {
            return;
          }
          if (answers(server)) {
            answered.add(server);
          } else if (answered.contains(server) && !answers(server)) {
            // A server that never answers such questions proves nothing by its silence.
            connected.forEach(SourceClient::giveUp);
          }
        });
  }

  /**
   * Whether anything comes back; over TLS it is enough that the server shakes hands or hangs up.
   */
  private static boolean answers(InetSocketAddress server) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(server, PATIENCE_MILLIS);
      String question = "HEAD /nightshift-asks-whether-you-live HTTP/1.0\r\n\r\n";
      socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().read();
      return true;
    } catch (IOException silent) {
      return false;
    }
  }
}
