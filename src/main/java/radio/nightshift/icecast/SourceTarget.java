package radio.nightshift.icecast;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/**
 * Where to connect, and as whom.
 *
 * @param settings the prefix of the settings that say so, for the remedies of messages
 * @param path the mount with its slash
 * @param tls makes the TLS sockets, or null for plain HTTP
 * @param headers further request headers, such as {@code ice-name}
 * @param connectMillis how long connecting may take
 * @param answerMillis how long the whole answer may then take
 * @param sendBuffer the socket's send buffer in bytes
 */
record SourceTarget(
    String settings,
    String host,
    int port,
    String path,
    String user,
    String password,
    SSLSocketFactory tls,
    Map<String, String> headers,
    int connectMillis,
    int answerMillis,
    int sendBuffer) {

  /** The mount's address as a person writes it. */
  String address() {
    return (tls == null ? "http://" : "https://") + host + ":" + port + path;
  }

  /**
   * The request that opens the mount.
   *
   * @param contentType what will be sent, or null to leave that out
   */
  byte[] request(String contentType) {
    StringBuilder request = new StringBuilder();
    request.append("PUT ").append(path).append(" HTTP/1.1\r\n");
    header(request, "Host", host + ":" + port);
    String login = user + ":" + password;
    header(
        request,
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    header(request, "User-Agent", "Nightshift");
    if (contentType != null) {
      header(request, "Content-Type", contentType);
    }
    headers.forEach((name, value) -> header(request, name, value));
    header(request, "Expect", "100-continue");
    return request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void header(StringBuilder request, String name, String value) {
    request.append(name).append(": ").append(value.replaceAll("\\p{Cntrl}", " ")).append("\r\n");
  }

  @Override
  public String toString() {
    return address();
  }
}
