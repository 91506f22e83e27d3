package radio.nightshift.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes sources as Icecast does and notes when their bytes arrive: what a listener's clock cannot
 * show, because Icecast itself hands audio on in blocks.
 */
public final class SourceProbe implements AutoCloseable {
  private final ServerSocket server;
  private final List<Take> takes = new CopyOnWriteArrayList<>();

  /** Bytes that arrived together. */
  public record Arrival(Instant at, int length, int total) {}

  /** One source's connection. */
  public static final class Take {
    public final String mount;
    public final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    public volatile boolean closed;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final boolean keep;

    Take(String mount, boolean keep) {
      this.mount = mount;
      this.keep = keep;
    }

    public synchronized byte[] bytes() {
      return bytes.toByteArray();
    }

    synchronized void arrived(Instant at, byte[] buffer, int length) {
      int total = arrivals.isEmpty() ? 0 : arrivals.get(arrivals.size() - 1).total();
      if (keep) {
        bytes.write(buffer, 0, length);
      }
      if (keep || arrivals.isEmpty()) {
        arrivals.add(new Arrival(at, length, total + length));
      }
    }
  }

  private final boolean keep;

  private SourceProbe(boolean keep) throws IOException {
    this.keep = keep;
    server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    daemon("probe", this::accept);
  }

  /** A probe that keeps all bytes and arrivals. */
  public static SourceProbe start() throws IOException {
    return new SourceProbe(true);
  }

  /** A probe that keeps only the first arrival of each connection, for many sources at once. */
  public static SourceProbe startLean() throws IOException {
    return new SourceProbe(false);
  }

  public int port() {
    return server.getLocalPort();
  }

  public List<Take> takes() {
    return takes;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        daemon("probe source", () -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      String request = head(in);
      Take take = new Take(request.split(" ")[1], keep);
      if (!request.startsWith("PUT ")) {
        answer(socket, "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      answer(socket, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200 OK\r\n\r\n");
      takes.add(take);
      byte[] buffer = new byte[65536];
      int length;
      while ((length = in.read(buffer)) >= 0) {
        take.arrived(Instant.now(), buffer, length);
      }
      take.closed = true;
    } catch (IOException gone) {
      // The source's own affair.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("no request");
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private static void answer(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
