package radio.nightshift.icecast;

import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/**
 * Where to connect, and as whom.
 *
 * @param path the mount with its slash
 * @param tls makes the TLS sockets, or null for plain HTTP
 * @param headers further request headers, such as {@code ice-name}
 * @param connectMillis how long connecting, and then the answer, may each take
 * @param sendBuffer the socket's send buffer in bytes
 */
record SourceTarget(
    String host,
    int port,
    String path,
    String user,
    String password,
    SSLSocketFactory tls,
    Map<String, String> headers,
    int connectMillis,
    int sendBuffer) {

  /** The mount's address as a person writes it. */
  String address() {
    return (tls == null ? "http://" : "https://") + host + ":" + port + path;
  }

  @Override
  public String toString() {
    return address();
  }
}
