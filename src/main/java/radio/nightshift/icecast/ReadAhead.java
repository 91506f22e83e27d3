package radio.nightshift.icecast;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the next file's beginning into the page cache: a disk may take longer than a frame. */
final class ReadAhead {
  private static final Logger LOG = LoggerFactory.getLogger(ReadAhead.class);
  private static final int BYTES = 256 * 1024;

  private final Executor executor;
  private Path last;

  ReadAhead(Executor executor) {
    this.executor = executor;
  }

  /** Has it read on another thread, unless it was the last one to be read. */
  void bring(Path file) {
    if (!file.equals(last)) {
      last = file;
      executor.execute(() -> read(file));
    }
  }

  private static void read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      in.readNBytes(BYTES);
    } catch (IOException e) {
      LOG.debug("{} could not be read ahead", file, e);
    }
  }
}
