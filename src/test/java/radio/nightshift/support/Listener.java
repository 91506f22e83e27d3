package radio.nightshift.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.locks.LockSupport;

/** A listener that asks for a mount until it is there, and keeps all that it hears. */
public final class Listener implements AutoCloseable {
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final Thread thread;
  private volatile boolean closed;
  private volatile InputStream stream;

  private Listener(URI mount) {
    thread = new Thread(() -> listen(mount), "listener " + mount);
    thread.setDaemon(true);
    thread.start();
  }

  public static Listener on(URI mount) {
    return new Listener(mount);
  }

  /** All bytes heard so far, over all connections. */
  public synchronized byte[] heard() {
    return heard.toByteArray();
  }

  public synchronized int count() {
    return heard.size();
  }

  @Override
  public void close() throws Exception {
    closed = true;
    thread.interrupt();
    InputStream open = stream;
    if (open != null) {
      open.close();
    }
  }

  private void listen(URI mount) {
    byte[] buffer = new byte[8192];
    while (!closed) {
      try {
        HttpURLConnection connection = (HttpURLConnection) mount.toURL().openConnection();
        try (InputStream in = connection.getInputStream()) {
          stream = in;
          int length;
          while (!closed && (length = in.read(buffer)) >= 0) {
            keep(buffer, length);
          }
        }
      } catch (IOException notThereYet) {
        LockSupport.parkNanos(2_000_000);
      }
    }
  }

  private synchronized void keep(byte[] bytes, int length) {
    heard.write(bytes, 0, length);
  }
}
