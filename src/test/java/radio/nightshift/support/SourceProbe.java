package radio.nightshift.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes sources as Icecast does and notes when their bytes arrive: what a listener's clock cannot
 * show, because Icecast itself hands audio on in blocks. It may stand before a real Icecast and
 * hand everything on, and it may be shut for a while.
 */
public final class SourceProbe implements AutoCloseable {
  private static final int NOWHERE = 0;

  private final boolean keep;
  private final int upstream;
  private final int port;
  private final List<Take> takes = new CopyOnWriteArrayList<>();
  private volatile ServerSocket server;

  /** Bytes that arrived together. */
  public record Arrival(Instant at, int length, int total) {}

  /** A list that one thread extends while others read it; appending costs the same at any size. */
  private static final class Arrivals extends AbstractList<Arrival> implements RandomAccess {
    private final List<Arrival> list = new ArrayList<>();

    @Override
    public synchronized Arrival get(int index) {
      return list.get(index);
    }

    @Override
    public synchronized int size() {
      return list.size();
    }

    synchronized void append(Arrival arrival) {
      list.add(arrival);
    }
  }

  /** One source's connection. */
  public static final class Take {
    public final String mount;
    public final List<Arrival> arrivals = new Arrivals();
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
        ((Arrivals) arrivals).append(new Arrival(at, length, total + length));
      }
    }
  }

  private SourceProbe(boolean keep, int upstream) throws IOException {
    this.keep = keep;
    this.upstream = upstream;
    server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    port = server.getLocalPort();
    listen(server);
  }

  /** A probe that keeps all bytes and arrivals. */
  public static SourceProbe start() throws IOException {
    return new SourceProbe(true, NOWHERE);
  }

  /** A probe that keeps only the first arrival of each connection, for many sources at once. */
  public static SourceProbe startLean() throws IOException {
    return new SourceProbe(false, NOWHERE);
  }

  /**
   * A probe that keeps all and hands it on to the server at that port of this machine, and back.
   */
  public static SourceProbe startBefore(int upstream) throws IOException {
    return new SourceProbe(true, upstream);
  }

  public int port() {
    return port;
  }

  public List<Take> takes() {
    return takes;
  }

  /** Refuses connections from now on; those that are open stay. */
  public void shut() throws IOException {
    server.close();
  }

  /** Takes connections again, on the same port. */
  public void open() throws IOException {
    ServerSocket again = new ServerSocket();
    again.setReuseAddress(true);
    again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
    server = again;
    listen(again);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void listen(ServerSocket at) {
    daemon("probe", () -> accept(at));
  }

  private void accept(ServerSocket at) {
    while (!at.isClosed()) {
      try {
        Socket socket = at.accept();
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
      boolean put = request.startsWith("PUT ");
      if (!put && !request.startsWith("SOURCE ")) {
        answer(socket, "HTTP/1.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      if (!request.contains("Authorization: ")) {
        answer(socket, "HTTP/1.0 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n");
        return;
      }
      Take take = new Take(request.split(" ")[1], keep);
      if (upstream != NOWHERE) {
        handOn(socket, request, take);
        return;
      }
      answer(socket, (put ? "HTTP/1.1 100 Continue\r\n\r\n" : "") + "HTTP/1.0 200 OK\r\n\r\n");
      take(in, take, OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // The source's own affair.
    }
  }

  private void take(InputStream in, Take take, OutputStream out) throws IOException {
    takes.add(take);
    byte[] buffer = new byte[65536];
    int length;
    while ((length = in.read(buffer)) >= 0) {
      take.arrived(Instant.now(), buffer, length);
      out.write(buffer, 0, length);
    }
    take.closed = true;
  }

  private void handOn(Socket source, String request, Take take) throws IOException {
    try (Socket icecast = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
      icecast.setTcpNoDelay(true);
      answer(icecast, request);
      daemon("probe answers", () -> handBack(icecast, source));
      take(source.getInputStream(), take, icecast.getOutputStream());
    }
  }

  private static void handBack(Socket icecast, Socket source) {
    try (source) {
      icecast.getInputStream().transferTo(source.getOutputStream());
    } catch (IOException gone) {
      // Both ends are closed now.
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
