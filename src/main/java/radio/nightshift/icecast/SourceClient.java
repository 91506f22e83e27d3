package radio.nightshift.icecast;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * One open source connection to an Icecast mount: {@code PUT}, {@code Expect: 100-continue}, then
 * the raw audio. Icecast neither paces nor pushes back, so a small send buffer and a bound on each
 * write are all that tells a frozen server from a slow one.
 */
final class SourceClient implements Closeable {
  private static final int MAX_ANSWER = 16 * 1024;

  private final SourceTarget target;
  private final Socket raw;
  private final Socket socket;
  private final WriteGuard.Bound bound;

  private SourceClient(SourceTarget target, Socket raw, Socket socket, WriteGuard guard) {
    this.target = target;
    this.raw = raw;
    this.socket = socket;
    this.bound = guard.watch(raw);
  }

  /** Opens the mount; when it returns, Icecast waits for audio. */
  static SourceClient open(SourceTarget target, String contentType, WriteGuard guard)
      throws IcecastException {
    Socket raw = new Socket();
    SourceClient client = null;
    try {
      raw.setTcpNoDelay(true);
      raw.setSendBufferSize(target.sendBuffer());
      raw.setSoTimeout(target.connectMillis());
      raw.connect(new InetSocketAddress(target.host(), target.port()), target.connectMillis());
      Socket socket = target.tls() == null ? raw : secure(target, raw);
      client = new SourceClient(target, raw, socket, guard);
      client.login(contentType);
      return client;
    } catch (IOException | RuntimeException e) {
      abandon(client, raw);
      throw explain(target, e);
    } catch (IcecastException e) {
      abandon(client, raw);
      throw e;
    }
  }

  /** Sends audio. Returns within the guard's bound, or throws. */
  void write(byte[] audio) throws IcecastException {
    bound.begin();
    try {
      socket.getOutputStream().write(audio);
    } catch (IOException e) {
      throw bound.exceeded()
          ? new IcecastException(
              "Icecast at %s takes no audio or gives no answer: the server or the network is frozen; trying again."
                  .formatted(target))
          : new IcecastException(
              "Icecast at %s closed the connection (%s); trying again."
                  .formatted(target, e.getMessage()),
              e);
    } finally {
      bound.end();
    }
  }

  /** Whether the server has hung up on a connection over which nothing was sent for a while. */
  boolean isGone() {
    try {
      raw.setSoTimeout(1);
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException silent) {
      return false;
    } catch (IOException broken) {
      return true;
    }
  }

  SourceTarget target() {
    return target;
  }

  /** Ends the connection from another thread: its next or present write fails as frozen. */
  void giveUp() {
    bound.exceed();
  }

  @Override
  public void close() {
    bound.cancel();
    closeQuietly(raw);
  }

  private static Socket secure(SourceTarget target, Socket raw) throws IOException {
    SSLSocket socket =
        (SSLSocket) target.tls().createSocket(raw, target.host(), target.port(), false);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private void login(String contentType) throws IOException, IcecastException {
    StringBuilder request = new StringBuilder();
    request.append("PUT ").append(target.path()).append(" HTTP/1.1\r\n");
    header(request, "Host", target.host() + ":" + target.port());
    String credentials = target.user() + ":" + target.password();
    header(
        request,
        "Authorization",
        "Basic "
            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    header(request, "User-Agent", "Nightshift");
    header(request, "Content-Type", contentType);
    target.headers().forEach((name, value) -> header(request, name, value));
    header(request, "Expect", "100-continue");
    request.append("\r\n");
    socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
    judge(finalStatus());
  }

  private static void header(StringBuilder request, String name, String value) {
    request.append(name).append(": ").append(value.replaceAll("\\p{Cntrl}", " ")).append("\r\n");
  }

  private String finalStatus() throws IOException {
    String status;
    do {
      status = answer();
    } while (status.matches("HTTP/1\\.[01] 1\\d\\d.*") && !status.contains(" 101 "));
    return status;
  }

  /** The status line of the next answer, its headers read and passed over. */
  private String answer() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    while (!answer.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0 && answer.size() == 0) {
        throw new IOException("closed without an answer");
      }
      if (b < 0) {
        break;
      }
      if (answer.size() >= MAX_ANSWER) {
        throw new IOException("its answer has no end");
      }
      answer.write(b);
    }
    return answer.toString(StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
  }

  private void judge(String status) throws IcecastException {
    String code = status.matches("HTTP/1\\.[01] \\d{3}.*") ? status.substring(9, 12) : "";
    switch (code) {
      case "200" -> {}
      case "401" ->
          throw new LoginRefusedException(
              "Icecast at %s refuses user '%s' and its password (401); set playout.user and playout.password as in its source-password."
                  .formatted(target, target.user()));
      case "403" ->
          throw new IcecastException(
              "Icecast at %s refuses the source (%s): another source is on this mount, its source limit is reached, or it does not take the format; trying again."
                  .formatted(target, printable(status)));
      case "404" ->
          throw new IcecastException(
              "Icecast at %s knows no such mount (404); check playout.mount and the server's <mount> entries."
                  .formatted(target));
      default ->
          throw new IcecastException(
              "The server at %s answers '%s' to a source; check that playout.host and playout.port are Icecast's."
                  .formatted(target, printable(status)));
    }
  }

  private static String printable(String status) {
    String shown = status.replaceAll("\\P{Print}", "?");
    return shown.substring(0, Math.min(shown.length(), 100));
  }

  private static IcecastException explain(SourceTarget target, Exception e) {
    String why;
    if (e instanceof UnknownHostException) {
      why = "cannot be found: DNS knows no such host; check playout.host";
    } else if (e instanceof SocketTimeoutException) {
      why =
          "did not answer within %d ms; it may be frozen or behind a firewall"
              .formatted(target.connectMillis());
    } else if (e instanceof NoRouteToHostException) {
      why = "cannot be reached: no route to host; check the network";
    } else if (e instanceof ConnectException) {
      why = "refuses connections; start Icecast, or check playout.port";
    } else if (e instanceof SSLException) {
      why =
          "does not speak TLS as it should ("
              + e.getMessage()
              + "); check its certificate and playout.tls";
    } else {
      why = "broke off (" + e.getMessage() + "); trying again";
    }
    return new IcecastException("Icecast at %s %s.".formatted(target, why), e);
  }

  private static void abandon(SourceClient client, Socket raw) {
    if (client == null) {
      closeQuietly(raw);
    } else {
      client.close();
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // Nothing is left to be freed.
    }
  }
}
