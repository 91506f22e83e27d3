package radio.nightshift.watchdog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import radio.nightshift.disk.WholeFile;

/**
 * The note that this watchdog has started its backup. It is written before the request to start, so
 * that a watchdog that is killed in between still knows what is its own.
 */
final class StartNote {
  private static final Logger LOG = LoggerFactory.getLogger(StartNote.class);
  private static final String ROOM = "watchdog";
  private static final String ABOUT = "backup note";
  private static final String BACKUP = "backup";
  private static final int LARGEST = 1 << 16;

  private final Path file;
  private final String backup;
  private final Duration settling;
  private final Conditions conditions;
  private Map<String, String> facts;
  private boolean isRead;
  private boolean isStopped;
  private boolean isRequested;
  private long since;

  /**
   * The note of one backup; what the file says of another one does not count.
   *
   * @param file where it is kept, in a folder that need not be there
   * @param backup the backup's name; no secret
   * @param settling how long after a request to start the backup may still be seen stopped
   */
  StartNote(Path file, String backup, Duration settling, Conditions conditions) {
    this.file = file;
    this.backup = backup;
    this.settling = settling;
    this.conditions = conditions;
  }

  /** What was noted of the backup at its start; empty if this watchdog has not started it. */
  Optional<Map<String, String>> facts() {
    if (!isRead) {
      facts = read();
      isRead = true;
    }
    return Optional.ofNullable(facts);
  }

  boolean isThere() {
    return facts().isPresent();
  }

  /** Notes that a start is about to be requested. */
  void starting(Map<String, String> facts) {
    isRequested = true;
    isStopped = false;
    since = System.nanoTime();
    write(facts);
  }

  /** Replaces what is noted. */
  void write(Map<String, String> facts) {
    this.facts = new TreeMap<>(facts);
    isRead = true;
    JsonObject json = new JsonObject();
    json.put(BACKUP, backup);
    json.putAll(this.facts);
    try {
      Files.createDirectories(file.getParent());
      WholeFile.write(file, json.toJson() + "\n");
      keepingWorks();
    } catch (IOException e) {
      keepingFails(e);
    }
  }

  /** Removes it: the backup does not run, or somebody else has it. */
  void remove() {
    facts = null;
    isRead = true;
    isRequested = false;
    try {
      Files.deleteIfExists(file);
      keepingWorks();
    } catch (IOException e) {
      keepingFails(e);
    }
  }

  /** Notes that the backup was seen in another state than stopped. */
  void sawOn() {
    isStopped = false;
    isRequested = false;
  }

  /**
   * Notes that the backup was seen stopped.
   *
   * @return whether it stays so: a start that was requested would have been seen by now
   */
  boolean sawStopped() {
    if (!isStopped && !isRequested) {
      since = System.nanoTime();
    }
    isStopped = true;
    boolean isSettled = System.nanoTime() - since >= settling.toNanos();
    isRequested &= !isSettled;
    return isSettled;
  }

  /** The request to start has failed; that it was made stays noted. */
  void failed() {
    isRequested = false;
  }

  /** Whether this process has requested a start of which nothing was seen yet. */
  boolean isRequested() {
    return isRequested;
  }

  private Map<String, String> read() {
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
      if (Jsoner.deserialize(text) instanceof JsonObject json
          && backup.equals(json.getString(BACKUP))) {
        Map<String, String> read = new TreeMap<>();
        json.forEach((key, value) -> read.put(key, "" + value));
        read.remove(BACKUP);
        return read;
      }
    } catch (NoSuchFileException none) {
      return null;
    } catch (IOException | DeserializationException | RuntimeException e) {
      LOG.warn(
          "{} cannot be read ({}), so that a backup that runs counts as started by somebody else:"
              + " it is not stopped; stop it yourself once it is not needed.",
          file,
          e.getClass().getSimpleName());
    }
    return null;
  }

  private void keepingFails(IOException e) {
    conditions.raise(
        ROOM,
        ABOUT,
        Severity.WARNING,
        ("what the watchdog has started cannot be noted in '%s' (%s), and is forgotten at the next"
                + " start of the station; see that there is room and that it may be written to")
            .formatted(file, e.getClass().getSimpleName()));
  }

  private void keepingWorks() {
    conditions.clear(ROOM, ABOUT, "What the watchdog has started is noted again");
  }
}
