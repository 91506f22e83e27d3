package radio.nightshift.icecast;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The reading side of a source's connection. Each look at it has a bound in time and in bytes, so
 * that neither a body without an end nor a byte a second keeps anybody waiting.
 */
final class ServerAnswers {
  private static final int MOST_OF_AN_ANSWER = 16 * 1024;
  private static final int MOST_AT_ONCE = 64 * 1024;

  /** A server that continues and has a status ready sends both together. */
  private static final long STATUS_AFTER_CONTINUE = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(200);

  /** What belongs to something that was read comes with it, or within this time. */
  private static final int REST_MILLIS = 20;

  private static final int SPAN = 4;

  private final ServerWords words = new ServerWords();
  private final ReentrantLock onlyOne = new ReentrantLock();
  private final byte[] buffer = new byte[4096];
  private final Socket raw;
  private final boolean isTls;
  private final InputStream in;

  /**
   * The reading side of a connection.
   *
   * @param raw the socket below TLS, or the same one
   */
  ServerAnswers(Socket raw, Socket socket) throws IOException {
    this.raw = raw;
    this.isTls = raw != socket;
    this.in = socket.getInputStream();
  }

  ServerWords words() {
    return words;
  }

  /**
   * Waits until the source is accepted, or may at least send, or is refused.
   *
   * @throws SocketTimeoutException if the whole answer is not there in time, or not waited for
   * @throws IOException if there will be none
   */
  void await(int millis, Waiting waiting) throws IOException {
    onlyOne.lock();
    try {
      long start = System.nanoTime();
      long limit = TimeUnit.MILLISECONDS.toNanos(millis);
      long passed = 0;
      int count = 0;
      while (!isAnswered() && !(words.isContinued() && passed >= limit)) {
        if (passed >= limit || !waiting.goesOn(Duration.ofNanos(passed))) {
          throw new SocketTimeoutException("no answer");
        }
        count += read(limit - passed);
        if (count > MOST_OF_AN_ANSWER) {
          throw new IOException("its answer has no end");
        }
        passed = System.nanoTime() - start;
        if (words.isContinued()) {
          limit = Math.min(limit, passed + STATUS_AFTER_CONTINUE);
        }
      }
      if (words.refusal() != null) {
        listenFor(REST_MILLIS);
      } else if (words.hasEnded() && !words.isAccepted()) {
        throw new IOException("closed without an answer");
      }
    } finally {
      onlyOne.unlock();
    }
  }

  private boolean isAnswered() {
    return words.isAccepted() || words.refusal() != null || words.hasEnded();
  }

  /** Reads what has come, on a thread that others need too. */
  void look() {
    if (onlyOne.tryLock()) {
      try {
        // A part of a TLS record would have to be waited for, and silence tells nothing there.
        if (!isTls) {
          listenFor(1);
        } else if (raw.getInputStream().available() > 0) {
          listenFor(REST_MILLIS);
        }
      } catch (IOException gone) {
        // The next write will say so.
      } finally {
        onlyOne.unlock();
      }
    }
  }

  /** Reads what has come, whoever else is at it. */
  void listen() {
    listenFor(1);
  }

  /** Reads what came before the connection broke. */
  void listenToTheEnd() {
    listenFor(REST_MILLIS);
  }

  /** Waits for the server's last word, for at most so long. */
  void awaitEnd(long nanos) {
    onlyOne.lock();
    try {
      long end = System.nanoTime() + nanos;
      int count = 0;
      long left;
      while (!words.hasEnded()
          && words.refusal() == null
          && count < MOST_AT_ONCE
          && (left = end - System.nanoTime()) > 0) {
        count += read(left);
      }
    } catch (IOException broken) {
      words.end();
    } finally {
      onlyOne.unlock();
    }
  }

  /** Reads until nothing has come for so long, or several times as long is over. */
  private void listenFor(int millis) {
    onlyOne.lock();
    try {
      long silence = TimeUnit.MILLISECONDS.toNanos(millis);
      long end = System.nanoTime() + SPAN * silence;
      int count = 0;
      int length = 1;
      while (length > 0 && count < MOST_AT_ONCE && System.nanoTime() < end && !words.hasEnded()) {
        length = read(silence);
        count += length;
      }
    } catch (IOException broken) {
      words.end();
    } finally {
      onlyOne.unlock();
    }
  }

  /** Reads once; 0 bytes are silence, or the end. */
  private int read(long nanos) throws IOException {
    raw.setSoTimeout(Math.max(1, (int) TimeUnit.NANOSECONDS.toMillis(Math.min(nanos, SLICE))));
    try {
      int length = in.read(buffer);
      if (length < 0) {
        words.end();
        return 0;
      }
      words.hear(buffer, length);
      return length;
    } catch (SocketTimeoutException silent) {
      return 0;
    }
  }
}
