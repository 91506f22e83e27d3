package radio.nightshift.rehearse;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Durations of recordings that earlier rehearsals have measured, in a file of their own. A line
 * that was cut short by a crash is passed over.
 */
public final class KnownLengths {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  private final Path file;
  private final Map<String, Duration> lengths = new HashMap<>();

  /** Keeps them in a folder that need not be there yet. */
  public KnownLengths(Path folder) throws IOException {
    this.file = folder.resolve("lengths.csv");
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        for (CSVRecord row : FORMAT.parse(in)) {
          if (row.size() == 2 && row.get(1).matches("\\d{1,15}")) {
            lengths.put(row.get(0), Duration.ofMillis(Long.parseLong(row.get(1))));
          }
        }
      }
    }
  }

  /**
   * The length of one version of a recording.
   *
   * @param version what tells it from all others: a key with its ETag, a path with its size and
   *     time
   */
  public Optional<Duration> of(String version) {
    return Optional.ofNullable(version).map(lengths::get);
  }

  /** Keeps a length; zero if it cannot be played. */
  public void keep(String version, Duration length) throws IOException {
    if (version == null) {
      return;
    }
    lengths.put(version, length);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        FORMAT.format(version, length.toMillis()) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
