package radio.nightshift.loop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/** A web server with one file, which answers in the manner that a test gives it. */
final class SourceServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("(?i)\r\nRange: bytes=(\\d+)-\r\n");

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Manner manner = Visit::serve;
  volatile byte[] content = "some sound".getBytes(StandardCharsets.US_ASCII);
  volatile String marks = "ETag: \"one\"\r\n";

  /** What is done with a request. */
  @FunctionalInterface
  interface Manner {
    void answer(Visit visit) throws IOException, InterruptedException;
  }

  /** A request, and how it can be answered. */
  final class Visit {
    private final Socket socket;
    private final String request;

    private Visit(Socket socket, String request) {
      this.socket = socket;
      this.request = request;
    }

    String request() {
      return request;
    }

    boolean has(String header) {
      return request.toLowerCase().contains("\r\n" + header.toLowerCase() + ":");
    }

    /** Answers as a good server does: with conditions and ranges. */
    void serve() throws IOException {
      Matcher range = RANGE.matcher(request);
      if (has("If-None-Match") || has("If-Modified-Since")) {
        say("HTTP/1.1 304 Not Modified\r\n" + marks + "\r\n");
      } else if (range.find()) {
        serveFrom(Integer.parseInt(range.group(1)));
      } else {
        serveWhole();
      }
    }

    void serveWhole() throws IOException {
      head(content.length);
      write(content);
    }

    void serveFrom(int from) throws IOException {
      byte[] rest = Arrays.copyOfRange(content, from, content.length);
      say(
          "HTTP/1.1 206 Partial Content\r\n%sContent-Range: bytes %d-%d/%d\r\nContent-Length: %d\r\n\r\n"
              .formatted(marks, from, content.length - 1, content.length, rest.length));
      write(rest);
    }

    /** The head of an answer with the whole file. */
    void head(long length) throws IOException {
      say("HTTP/1.1 200 OK\r\n" + marks + "Content-Length: " + length + "\r\n\r\n");
    }

    void status(int status, String... headers) throws IOException {
      say(
          "HTTP/1.1 %d x\r\n%sContent-Length: 0\r\n\r\n"
              .formatted(status, headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n"));
    }

    void say(String text) throws IOException {
      write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    }

    /** Is silent until the server is closed. */
    void hang() throws InterruptedException {
      closed.await();
    }
  }

  private SourceServer(ServerSocketFactory factory) throws IOException {
    server = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  static SourceServer start() throws IOException {
    return new SourceServer(ServerSocketFactory.getDefault());
  }

  static SourceServer start(ServerSocketFactory tls) throws IOException {
    return new SourceServer(tls);
  }

  void manner(Manner manner) {
    this.manner = manner;
  }

  int port() {
    return server.getLocalPort();
  }

  String address(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** The heads of the requests that came. */
  List<String> requests() {
    return requests;
  }

  String lastRequest() {
    return requests.get(requests.size() - 1);
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
      requests.add(request);
      manner.answer(new Visit(socket, request));
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
