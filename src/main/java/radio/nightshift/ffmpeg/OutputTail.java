package radio.nightshift.ffmpeg;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * The last megabyte of a program's output, which may be a stranger's tags at any length, and its
 * first kilobyte, which may say what the rest means; a thread of its own reads it, so that the
 * program never waits.
 */
final class OutputTail {
  private static final int HEAD = 1 << 10;
  private static final int KEPT = (1 << 20) - HEAD;

  /** What a program leaves in a pipe at its end is read within moments. */
  private static final long LINGER = Duration.ofSeconds(5).toMillis();

  private final Thread pump;
  private byte[] kept = new byte[1024];
  private int size;

  /** Follows an output to its end. */
  OutputTail(InputStream output) {
    pump = new Thread(() -> follow(output), "program-output");
    pump.setDaemon(true);
    pump.start();
  }

  /**
   * The tail, to be read once the program has ended. What it has started and left behind may hold
   * its output open for ever, which is not waited for.
   */
  InputStream read() throws InterruptedException {
    pump.join(LINGER);
    return tail();
  }

  private synchronized InputStream tail() {
    return size <= HEAD + KEPT
        ? new ByteArrayInputStream(kept, 0, size)
        : new SequenceInputStream(
            new ByteArrayInputStream(kept, 0, HEAD),
            new ByteArrayInputStream(kept, size - KEPT, KEPT));
  }

  private void follow(InputStream output) {
    byte[] part = new byte[1 << 13];
    try {
      for (int count = output.read(part); count >= 0; count = output.read(part)) {
        write(part, count);
      }
    } catch (IOException ended) {
      // What came until then is all there is.
    }
  }

  private synchronized void write(byte[] bytes, int count) {
    if (size + count > 2 * KEPT) {
      System.arraycopy(kept, size - KEPT, kept, HEAD, KEPT);
      size = HEAD + KEPT;
    }
    if (size + count > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(size + count, 2 * kept.length));
    }
    System.arraycopy(bytes, 0, kept, size, count);
    size += count;
  }
}
