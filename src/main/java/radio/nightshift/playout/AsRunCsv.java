package radio.nightshift.playout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import radio.nightshift.programme.AsRun;

/**
 * The as-run log as one CSV file a day in {@code as-run/}, the day being that of the planned start
 * in the station's zone.
 */
public final class AsRunCsv {
  private final Path folder;
  private final ZoneId zone;

  public AsRunCsv(Path home, ZoneId zone) {
    this.folder = home.resolve("as-run");
    this.zone = zone;
  }

  /** Appends an airing that is over. */
  public void append(AsRun asRun) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(asRun.cue().start().atZone(zone).toLocalDate() + ".csv");
    StringBuilder lines = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(lines, CSVFormat.RFC4180)) {
      if (!Files.exists(file)) {
        csv.printRecord(AsRunRow.COLUMNS);
      }
      csv.printRecord(AsRunRow.csv(AsRunRow.of(asRun, zone)));
    }
    // One write, so that a reader never sees half a line.
    Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
