package radio.nightshift.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Passes HTTP requests without a body on to a server in this machine and its answers back, notes
 * them, and spoils those that a test says: a status, another body, a break after so many bytes, or
 * silence.
 */
public final class FaultyProxy implements AutoCloseable {
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

  private final ServerSocket server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int upstream;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private record Rule(Predicate<String> line, Fault fault) {}

  /** What becomes of an exchange whose request line a rule matches. */
  @FunctionalInterface
  public interface Fault {
    void happen(Exchange exchange) throws IOException, InterruptedException;
  }

  /** A request, and what can be done with it. */
  public final class Exchange {
    private final Socket client;
    private final byte[] request;

    private Exchange(Socket client, byte[] request) {
      this.client = client;
      this.request = request;
    }

    /** Answers in the server's stead. */
    public void answer(int status, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      OutputStream out = client.getOutputStream();
      out.write(
          "HTTP/1.1 %d x\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
              .formatted(status, bytes.length)
              .getBytes(StandardCharsets.US_ASCII));
      out.write(bytes);
      out.flush();
    }

    /** Passes the answer back as far as so many bytes, its head included. */
    public void pass(long most) throws IOException {
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
        server.getOutputStream().write(request);
        server.getOutputStream().flush();
        InputStream in = server.getInputStream();
        byte[] buffer = new byte[16 * 1024];
        long left = most;
        for (int count;
            left > 0 && (count = in.read(buffer, 0, (int) Math.min(left, buffer.length))) >= 0; ) {
          client.getOutputStream().write(buffer, 0, count);
          left -= count;
        }
        client.getOutputStream().flush();
      }
    }

    public void reset() throws IOException {
      client.setSoLinger(true, 0);
      client.close();
    }

    /** Says nothing until the proxy is closed. */
    public void hang() throws InterruptedException {
      closed.await();
    }
  }

  private FaultyProxy(int upstream) throws IOException {
    this.upstream = upstream;
    threads.execute(this::accept);
  }

  static FaultyProxy before(int port) throws IOException {
    return new FaultyProxy(port);
  }

  int port() {
    return server.getLocalPort();
  }

  /** The request lines that came. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** The requests with their headers. */
  public List<String> heads() {
    return List.copyOf(heads);
  }

  public void forget() {
    requests.clear();
    heads.clear();
  }

  /** Spoils the answers to requests whose first line matches, until all is mended. */
  public void spoil(Predicate<String> line, Fault fault) {
    rules.add(0, new Rule(line, fault));
  }

  public void mend() {
    rules.clear();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      byte[] head = head(new BufferedInputStream(client.getInputStream()));
      if (head == null) {
        return;
      }
      String text = new String(head, StandardCharsets.ISO_8859_1);
      String line = text.substring(0, text.indexOf('\r'));
      requests.add(line);
      heads.add(text);
      Exchange exchange = new Exchange(client, closing(text));
      for (Rule rule : rules) {
        if (rule.line().test(line)) {
          rule.fault().happen(exchange);
          return;
        }
      }
      exchange.pass(Long.MAX_VALUE);
    } catch (IOException | InterruptedException broken) {
      Thread.currentThread();
    }
  }

  /** One request a connection, so that each is seen. */
  private static byte[] closing(String head) {
    return head.replaceFirst("(?i)\r\nConnection:[^\r]*", "")
        .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    for (int next; matched < HEAD_END.length; ) {
      next = in.read();
      if (next < 0) {
        return null;
      }
      head.write(next);
      matched = next == HEAD_END[matched] ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return head.toByteArray();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    threads.shutdownNow();
  }
}
