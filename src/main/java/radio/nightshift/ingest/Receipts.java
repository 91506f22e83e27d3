package radio.nightshift.ingest;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Printable;
import radio.nightshift.condition.Severity;
import radio.nightshift.disk.WholeFile;
import radio.nightshift.programme.UnusableFileException;

/**
 * Which version of each key has been fetched, and whether it proved unusable: on disk, so that a
 * restart fetches nothing twice. A line is added for each event; what a crash cuts off is passed
 * over, and costs a fetch.
 */
public final class Receipts {
  private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);
  private static final String ROOM = "ingest";
  private static final String UNWRITABLE = "receipts";
  private static final int SPARE_LINES = 1000;

  /** No ETag. */
  private static final String NO_VERSION = "-";

  /**
   * The last version fetched of a key.
   *
   * @param key in the bucket
   * @param version its ETag without quotes
   * @param size in bytes
   * @param unusable whether it was rejected
   */
  record Receipt(String key, String version, long size, boolean unusable) {
    String name() {
      return Receipts.name(key);
    }

    private String line() {
      return "%s %d %s %s .\n"
          .formatted(unusable ? "unusable" : "received", size, encoded(version), encoded(key));
    }
  }

  private final Path file;
  private final String head;
  private final Map<String, Receipt> byKey = new TreeMap<>();
  private final Conditions conditions;
  private int lines;

  /**
   * Reads what an earlier run has left; receipts of another bucket do not count.
   *
   * @param file where they are kept
   */
  public Receipts(Path file, Bucket bucket, Conditions conditions) {
    this.file = file;
    this.head = "receipts " + encoded(bucket.name());
    this.conditions = conditions;
    read();
    if (conditions.find(ROOM, UNWRITABLE).isPresent()) {
      // An earlier run could not write: the whole file is written anew, or that still holds.
      lines = 0;
      append("");
    }
  }

  /** Whether that version has been fetched. */
  synchronized boolean has(Upload upload) {
    return of(upload).isPresent();
  }

  /** Whether that version has been fetched and rejected. */
  synchronized boolean isUnusable(Upload upload) {
    return of(upload).filter(Receipt::unusable).isPresent();
  }

  /** Notes that a version is here whole. */
  public synchronized void received(@ExchangeProperty("upload") Upload upload) {
    put(new Receipt(upload.key(), upload.version(), upload.size(), false));
  }

  /** Notes that a file is rejected, if it is one from the bucket. */
  public synchronized void unusable(UnusableFileException refused) {
    Path file = refused.file();
    String name = file.getFileName().toString();
    byKey.values().stream()
        .filter(receipt -> receipt.name().equals(name) && receipt.size() == size(file))
        .findFirst()
        .ifPresent(one -> put(new Receipt(one.key(), one.version(), one.size(), true)));
  }

  synchronized List<Receipt> all() {
    return List.copyOf(byKey.values());
  }

  synchronized void forget(Receipt receipt) {
    byKey.remove(receipt.key());
    append("forgotten 0 %s %s .\n".formatted(NO_VERSION, encoded(receipt.key())));
  }

  /**
   * Has the next listing fetch a key once more, if it is needed then.
   *
   * @return what happens, in words
   * @throws IllegalArgumentException if it has never been fetched
   */
  public synchronized String fetchAgain(@Body String key) {
    Receipt receipt = byKey.get(key);
    if (receipt == null) {
      throw new IllegalArgumentException(
          "No file of the key '%s' has been fetched from the bucket; give the key with all that stands before the name."
              .formatted(Printable.printable(key)));
    }
    put(new Receipt(key, NO_VERSION, receipt.size(), false));
    return "'%s' is fetched again if the coming hours need it".formatted(Printable.printable(key));
  }

  private Optional<Receipt> of(Upload upload) {
    return Optional.ofNullable(byKey.get(upload.key()))
        .filter(receipt -> receipt.version().equals(upload.version()));
  }

  private void put(Receipt receipt) {
    byKey.put(receipt.key(), receipt);
    append(receipt.line());
  }

  /** The disk may be full: then a restart fetches the file once more. */
  private void append(String line) {
    try {
      lines++;
      if (lines == 1 || lines > 2 * byKey.size() + SPARE_LINES) {
        write();
      } else {
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
      conditions.clear(ROOM, UNWRITABLE, file + " can be written again");
    } catch (IOException e) {
      // To append and to write anew fail in different words.
      if (!conditions.confirm(ROOM, UNWRITABLE)) {
        conditions.raise(
            ROOM,
            UNWRITABLE,
            Severity.WARNING,
            "%s cannot be written (%s)".formatted(file, e),
            "make room there, or let this user write");
      }
    }
  }

  private void write() throws IOException {
    List<String> all = new ArrayList<>(List.of(head + "\n"));
    byKey.values().forEach(receipt -> all.add(receipt.line()));
    WholeFile.write(file, String.join("", all));
    lines = all.size();
  }

  private void read() {
    if (!Files.exists(file)) {
      return;
    }
    try {
      List<String> kept = Files.readAllLines(file);
      if (!kept.isEmpty() && kept.get(0).equals(head)) {
        kept.forEach(this::read);
        lines = 2 * byKey.size() + SPARE_LINES;
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be read ({}); what is needed is fetched again.", file, "" + e);
    }
  }

  private void read(String line) {
    // The point at its end tells that it is whole.
    String[] parts = line.split(" ", -1);
    if (parts.length != 5 || !parts[1].matches("\\d{1,18}")) {
      return;
    }
    try {
      String key = decoded(parts[3]);
      byKey.remove(key);
      if (parts[0].matches("received|unusable")) {
        byKey.put(
            key,
            new Receipt(
                key, decoded(parts[2]), Long.parseLong(parts[1]), parts[0].equals("unusable")));
      }
    } catch (IllegalArgumentException foreign) {
      LOG.debug("A line of the receipts is not one of ours", foreign);
    }
  }

  /** The file name in a key. */
  static String name(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return -1;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
