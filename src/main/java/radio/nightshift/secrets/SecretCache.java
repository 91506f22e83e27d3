package radio.nightshift.secrets;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.settings.PrivateFile;

/**
 * The parameters last read from Parameter Store, in a file that only the station's user may read.
 * Any trouble with it is a warning: the station does without.
 */
final class SecretCache {
  private static final Logger LOG = LoggerFactory.getLogger(SecretCache.class);
  private static final String READ_AT = "read-at";
  private static final long LARGEST = 1 << 20;

  private final Path file;
  private final Clock clock;

  SecretCache(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** The parameters that were kept, by name; empty if there is nothing that can be trusted. */
  Map<String, String> read() {
    Map<String, String> kept = new TreeMap<>();
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return kept;
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || !PrivateFile.isOwn(file)
          || !PrivateFile.isPrivate(file)
          || Files.size(file) > LARGEST) {
        LOG.warn("'{}' is not used: others could have read or written it; delete it.", file);
        return kept;
      }
      Properties properties = new Properties();
      properties.load(new StringReader(Files.readString(file)));
      Instant at = Instant.parse(properties.getProperty(READ_AT, ""));
      properties.remove(READ_AT);
      properties.forEach((name, value) -> kept.put((String) name, (String) value));
      LOG.warn(
          "Parameter Store is away: the secrets in '{}' are used, which are {} old.",
          file,
          age(Duration.between(at, clock.instant())));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      LOG.warn("'{}' cannot be used ({}).", file, e.getClass().getSimpleName());
      kept.clear();
    }
    return kept;
  }

  /** Keeps what was read just now, and nothing else. */
  void write(Map<String, String> read) {
    try {
      Properties properties = new Properties();
      properties.putAll(read);
      properties.setProperty(READ_AT, clock.instant().toString());
      StringWriter text = new StringWriter();
      properties.store(text, "Read from Parameter Store; used when it is away at a start.");
      PrivateFile.write(file, text.toString());
    } catch (IOException e) {
      LOG.warn("The secrets could not be kept in '{}' ({}).", file, "" + e);
    }
  }

  /** Removes what is kept, if anything is. */
  void delete() {
    try {
      if (Files.deleteIfExists(file)) {
        LOG.info("'{}' is deleted: secrets.cache is false.", file);
      }
    } catch (IOException e) {
      LOG.warn("'{}' could not be deleted ({}); delete it.", file, "" + e);
    }
  }

  private static String age(Duration age) {
    long minutes = Math.max(0, age.toMinutes());
    if (minutes < 60) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    return hours < 48 ? hours + " h" : hours / 24 + " days";
  }
}
