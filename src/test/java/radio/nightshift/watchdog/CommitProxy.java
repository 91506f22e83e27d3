package radio.nightshift.watchdog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** Passes on what clients and a database exchange, and breaks off in a commit if it is to. */
final class CommitProxy implements AutoCloseable {
  private static final int LONGEST_COMMIT = 20;

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicReference<Break> next = new AtomicReference<>();
  private final int upstream;

  /**
   * What becomes of a commit, of which the client hears nothing.
   *
   * @param reachesDatabase whether the database hears of it
   * @param then what happens right after that
   */
  record Break(boolean reachesDatabase, Then then) {}

  /** Something that a test does. */
  interface Then {
    void happen() throws Exception;
  }

  CommitProxy(int upstream) throws IOException {
    this.upstream = upstream;
    threads.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Breaks off in the next commit, once. */
  void breakNext(Break broken) {
    next.set(broken);
  }

  /** Whether it has broken off. */
  boolean isDone() {
    return next.get() == null;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket database = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
      database.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      threads.execute(() -> passBack(database, client));
      InputStream in = client.getInputStream();
      byte[] buffer = new byte[64 * 1024];
      for (int count; (count = in.read(buffer)) >= 0; ) {
        Break broken = isCommit(buffer, count) ? next.get() : null;
        if (broken != null) {
          // From here on no answer can arrive.
          client.close();
        }
        if (broken == null || broken.reachesDatabase()) {
          database.getOutputStream().write(buffer, 0, count);
        }
        if (broken != null) {
          database.shutdownOutput();
          broken.then().happen();
          next.set(null);
          return;
        }
      }
    } catch (Exception broken) {
      // So is the connection, for both.
      next.set(null);
    }
  }

  private static boolean isCommit(byte[] buffer, int count) {
    return count < LONGEST_COMMIT
        && new String(buffer, 0, count, StandardCharsets.ISO_8859_1).contains("COMMIT");
  }

  private static void passBack(Socket database, Socket client) {
    try (client) {
      InputStream in = database.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] buffer = new byte[64 * 1024];
      for (int count; (count = in.read(buffer)) >= 0; ) {
        out.write(buffer, 0, count);
      }
    } catch (IOException broken) {
      // So is the connection, for both.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
