package radio.nightshift.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A server that takes sources in a manner that a test gives it. Other requests than a source's are
 * answered with 400, as Icecast does.
 */
public final class StrangeServer implements AutoCloseable {
  /** How Icecast 2.4 accepts a source. */
  public static final String ACCEPTED = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200 OK\r\n\r\n";

  /** How Icecast 2.5 accepts one, for the time being. */
  public static final String CONTINUED =
      "HTTP/1.1 100 Continue\r\nServer: Icecast 2.5.0\r\nContent-Length: 0\r\n\r\n";

  private final ServerSocket server = new ServerSocket();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> others = new CopyOnWriteArrayList<>();
  private final Manner manner;

  /** What is done with a source's connection, which is closed afterwards. */
  @FunctionalInterface
  public interface Manner {
    void serve(Source source) throws IOException, InterruptedException;
  }

  /** A source's connection. */
  public final class Source {
    private final Socket socket;
    private final String request;

    private Source(Socket socket, String request) {
      this.socket = socket;
      this.request = request;
    }

    /** Its request with all headers. */
    public String request() {
      return request;
    }

    public void say(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Says it a byte at a time, with so long between them. */
    public void saySlowly(String text, long millis) throws IOException, InterruptedException {
      for (byte one : text.getBytes(StandardCharsets.US_ASCII)) {
        if (closed.await(millis, TimeUnit.MILLISECONDS)) {
          return;
        }
        socket.getOutputStream().write(one);
      }
    }

    /** Reads so many bytes of audio, or to the source's end. */
    public void read(int count) throws IOException {
      socket.getInputStream().readNBytes(count);
    }

    /** Reads to the source's end. */
    public void readAll() throws IOException {
      read(Integer.MAX_VALUE);
    }

    /** Reads to the source's end on a thread of its own. */
    public void readMeanwhile() {
      threads.execute(
          () -> {
            try {
              readAll();
            } catch (IOException gone) {
              // The source's own affair.
            }
          });
    }

    /** Ends the server's own side of the connection. */
    public void endAnswers() throws IOException {
      socket.shutdownOutput();
    }

    /** Does nothing for so long, or until the server is closed. */
    public void idle(long millis) throws InterruptedException {
      closed.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Does nothing more. */
    public void idle() throws InterruptedException {
      closed.await();
    }

    public boolean isClosed() {
      return closed.getCount() == 0;
    }
  }

  private StrangeServer(InetSocketAddress address, Manner manner) throws IOException {
    this.manner = manner;
    // What is not read shall soon be noticed by the one who sends.
    server.setReceiveBufferSize(2048);
    server.bind(address, 50);
    threads.execute(this::accept);
  }

  public static StrangeServer start(Manner manner) throws IOException {
    return new StrangeServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), manner);
  }

  /** One at an address of this machine's. */
  public static StrangeServer start(InetSocketAddress address, Manner manner) throws IOException {
    return new StrangeServer(address, manner);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The sources' requests that came, with their headers. */
  public List<String> requests() {
    return requests;
  }

  /** The requests of others than sources. */
  public List<String> others() {
    return others;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      String request = head(socket.getInputStream());
      Source source = new Source(socket, request);
      if (request.startsWith("PUT ")) {
        requests.add(request);
        manner.serve(source);
      } else {
        others.add(request);
        source.say("HTTP/1.0 400 Bad Request\r\n\r\n");
      }
    } catch (IOException gone) {
      // The client's own affair.
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    threads.shutdownNow();
  }
}
