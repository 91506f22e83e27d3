package radio.nightshift.playout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import radio.nightshift.disk.SpreadsheetText;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.Cue;

/**
 * The as-run log as one CSV file a day in {@code as-run/}, the day being that of the planned start
 * in the station's zone. Instants carry the zone's offset and milliseconds.
 */
public final class AsRunCsv {
  private static final String[] HEADER = {
    "mount",
    "programme",
    "title",
    "outcome",
    "planned_start",
    "planned_end",
    "first_byte",
    "last_byte",
    "start_error_ms",
    "joined_at_ms",
    "bytes",
    "reconnects",
    "file",
    "reason"
  };
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

  private final Path folder;
  private final ZoneId zone;

  public AsRunCsv(Path home, ZoneId zone) {
    this.folder = home.resolve("as-run");
    this.zone = zone;
  }

  /** Appends an airing that is over. */
  public void append(AsRun asRun) throws IOException {
    Files.createDirectories(folder);
    Cue cue = asRun.cue();
    Path file = folder.resolve(cue.start().atZone(zone).toLocalDate() + ".csv");
    StringBuilder lines = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(lines, CSVFormat.RFC4180)) {
      if (!Files.exists(file)) {
        csv.printRecord((Object[]) HEADER);
      }
      csv.printRecord(
          cue.mount(),
          SpreadsheetText.written(cue.programme()),
          SpreadsheetText.written(cue.title()),
          asRun.outcome(),
          local(cue.start()),
          local(cue.end()),
          local(asRun.firstByte()),
          local(asRun.lastByte()),
          asRun.firstByte() == null ? "" : "%.3f".formatted(asRun.startErrorMillis()),
          asRun.joinedAt().toMillis(),
          asRun.bytes(),
          asRun.reconnects(),
          cue.file(),
          cue.reason());
    }
    // One write, so that a reader never sees half a line.
    Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private String local(Instant instant) {
    return instant == null ? "" : INSTANT.format(instant.atZone(zone));
  }
}
