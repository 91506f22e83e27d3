package radio.nightshift.aws;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;

/** The clients of S3 that a room shares, one for each address, each made at its first use. */
public final class S3Clients implements AutoCloseable {
  private final AwsClients clients;
  private final Map<Optional<URI>, LazyClient<S3Client>> made = new HashMap<>();

  public S3Clients(AwsClients clients) {
    this.clients = clients;
  }

  /**
   * The client for an address.
   *
   * @param address where S3 is; the station's own S3 if empty
   */
  public synchronized S3Client at(Optional<URI> address) {
    return made.computeIfAbsent(
            address,
            any ->
                new LazyClient<>(
                    () ->
                        any.map(clients::s3At)
                            .orElseGet(() -> clients.s3(new ExecutionInterceptor() {}))))
        .get();
  }

  /** Whether the station's own S3 is set to an address without TLS. */
  public boolean isPlain() {
    return clients.address().filter(own -> "http".equals(own.getScheme())).isPresent();
  }

  /** Closes them, which breaks off what they wait for. */
  @Override
  public synchronized void close() {
    made.values().forEach(LazyClient::close);
    made.clear();
  }
}
