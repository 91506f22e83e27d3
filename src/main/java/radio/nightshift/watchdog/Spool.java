package radio.nightshift.watchdog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import radio.nightshift.disk.WholeFile;

/**
 * Rows on their way to the database, on disk from the moment that they are noted: each has a
 * running number, and what is sent is noted by the last one's. A file is never written to after a
 * failure or by another run, so that a torn line spoils nothing behind it.
 *
 * <p>Nothing is read before the first use. Rows that are sent stay for a while: a database that was
 * restored, or has lost its last second, gets them again.
 */
final class Spool implements AutoCloseable {
  private static final int LARGEST_FILE = 256 << 10;
  private static final int ROWS_KEPT = 1000;

  private final Path folder;
  private final long most;
  private final SpoolFiles files;
  private boolean isOpen;
  private String name;
  private long newest;
  private long sent;
  private long size;
  private FileChannel out;

  /**
   * A spool in a folder, which is made if need be.
   *
   * @param most how many bytes it may have
   */
  Spool(Path folder, long most) {
    this.folder = folder;
    this.most = most;
    this.files = new SpoolFiles(folder);
  }

  /**
   * Appends rows, which get their numbers. They are on the disk when this returns.
   *
   * @throws SpoolFullException if they do not fit in; then none is there
   * @throws IOException if they cannot be written; then they are to be appended again
   */
  synchronized void append(List<CheckRow> rows) throws IOException {
    open();
    StringBuilder lines = new StringBuilder();
    long number = newest;
    for (CheckRow row : rows) {
      lines.append(row.numbered(++number).line());
    }
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    if (size + bytes.length > most) {
      throw new SpoolFullException(most);
    }
    try {
      write(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      leaveFile();
      throw e;
    }
    newest = number;
    size += bytes.length;
  }

  private void write(ByteBuffer bytes) throws IOException {
    if (out != null && out.position() > LARGEST_FILE) {
      leaveFile();
    }
    if (out == null) {
      // If it is there, it holds nothing but what a failure has left of these very rows.
      out =
          FileChannel.open(
              files.from(newest + 1),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
    }
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
    out.force(false);
  }

  private void leaveFile() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      // What matters was forced to the disk, or is appended again.
    }
    out = null;
  }

  /** Rows that follow a number, in order. */
  synchronized List<CheckRow> rowsBehind(long number, int most) throws IOException {
    open();
    return files.read(number, newest, most);
  }

  /** How many rows wait to be sent. */
  synchronized long waiting() throws IOException {
    open();
    return Math.max(0, newest - sent);
  }

  /** The number of the last row that is there. */
  synchronized long newest() throws IOException {
    open();
    return newest;
  }

  /** The number of the last row that was sent. */
  synchronized long sent() throws IOException {
    open();
    return sent;
  }

  /** Notes up to which number rows were sent. */
  synchronized void sent(long number) throws IOException {
    open();
    sent = number;
    WholeFile.write(folder.resolve("sent"), number + "\n");
    files.deleteBefore(number - ROWS_KEPT);
    size = files.size();
  }

  /** The name by which the database knows this spool, and no other. */
  synchronized String name() throws IOException {
    open();
    return name;
  }

  /** Gives the spool another name, for the one that it has turns out to be another spool's too. */
  synchronized void rename() throws IOException {
    open();
    name = newName();
    WholeFile.write(folder.resolve("name"), name + "\n");
  }

  private void open() throws IOException {
    if (isOpen) {
      return;
    }
    Files.createDirectories(folder);
    sent = number(read("sent"));
    newest = Math.max(sent, files.newest());
    size = files.size();
    name = read("name");
    if (!name.matches("[0-9a-f]{16}")) {
      name = newName();
      WholeFile.write(folder.resolve("name"), name + "\n");
    }
    isOpen = true;
  }

  private String read(String file) throws IOException {
    try {
      return new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.ISO_8859_1)
          .strip();
    } catch (NoSuchFileException notYet) {
      return "";
    }
  }

  private static long number(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private static String newName() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  }

  @Override
  public synchronized void close() {
    leaveFile();
  }
}
