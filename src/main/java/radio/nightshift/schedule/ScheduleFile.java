package radio.nightshift.schedule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import radio.nightshift.condition.Printable;
import radio.nightshift.disk.SpreadsheetText;
import radio.nightshift.disk.WholeFile;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Slot;

/**
 * The schedule as a CSV file: quoted start, end, programme, the name of its file without the
 * ending, and title. It keeps the last good schedule, or is the schedule where there is no
 * calendar; then a person writes it, and it is read with patience.
 */
public final class ScheduleFile {
  private static final long LARGEST = 32L << 20;
  private static final DateTimeFormatter WRITTEN =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendOffset("+HH:MM", "+00:00")
          .toFormatter();
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private final Path file;
  private final ZoneId zone;

  /** Reads and writes this file; times without an offset are in this zone. */
  public ScheduleFile(Path file, ZoneId zone) {
    this.file = file;
    this.zone = zone;
  }

  /** When it was last known to be right, or nothing if there is none. */
  Optional<Instant> asOf() {
    try {
      return Optional.of(Files.getLastModifiedTime(file).toInstant());
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /**
   * Reads it; without a file there are no slots. Lines that cannot be read are reported.
   *
   * @throws CalendarException if the file cannot be read at all
   */
  public Schedule read(@ExchangeProperty("reading") ScheduleReading reading)
      throws CalendarException {
    if (!Files.exists(file)) {
      return reading.schedule();
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      if (Files.size(file) > LARGEST) {
        throw CalendarException.lasting("%s is larger than 32 MB; shorten it".formatted(file));
      }
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        read(line.startsWith("\uFEFF") ? line.substring(1) : line, ++number, reading);
      }
    } catch (CalendarException said) {
      throw said;
    } catch (IOException e) {
      throw CalendarException.lasting(
          "The schedule %s cannot be read (%s); let this user read it"
              .formatted(file, e.getClass().getSimpleName()));
    }
    return reading.schedule();
  }

  private void read(String line, int number, ScheduleReading reading) {
    if (line.isBlank()) {
      return;
    }
    try {
      reading.add(slot(values(line)));
    } catch (IOException | RuntimeException wrong) {
      boolean header = number == 1 && line.chars().noneMatch(Character::isDigit);
      if (!header) {
        reading.report(
            "Line %d of %s is no slot: '%s'. Write start, end and PID, such as 2026-06-10T14:00,2026-06-10T15:00,my-show."
                .formatted(number, file, shown(line)));
      }
    }
  }

  private static List<String> values(String line) throws IOException {
    char delimiter = line.indexOf(',') < 0 ? ';' : ',';
    CSVFormat format =
        CSVFormat.RFC4180.builder().setDelimiter(delimiter).setIgnoreSurroundingSpaces(true).get();
    try (CSVParser parser = CSVParser.parse(line, format)) {
      return parser.getRecords().get(0).toList();
    }
  }

  private Slot slot(List<String> values) {
    Instant start = instant(values.get(0));
    Instant end = values.get(1).isBlank() ? start : instant(values.get(1));
    String pid = values.get(2).strip();
    if (!pid.matches("[A-Za-z0-9_-]{1,%d}".formatted(EventDescription.LONGEST_PID))) {
      throw new IllegalArgumentException("no PID");
    }
    String title = values.size() > 4 && !values.get(4).isBlank() ? values.get(4) : pid;
    CalendarEvent event = CalendarEvent.of(SpreadsheetText.read(title), null, start, end, false);
    return new Slot(pid, event.title(), start, event.end());
  }

  private Instant instant(String text) {
    TemporalAccessor time = READ.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
    if (time instanceof OffsetDateTime exact) {
      return exact.toInstant();
    }
    if (time instanceof LocalDateTime local) {
      return local.atZone(zone).toInstant();
    }
    throw new DateTimeException("no time");
  }

  private static String shown(String line) {
    return Printable.printable(line.substring(0, Math.min(100, line.length())));
  }

  /** Puts a schedule in the place of the one that is there. */
  void write(Schedule schedule) throws IOException {
    Path place = Files.exists(file) ? file.toRealPath() : file;
    Files.createDirectories(place.toAbsolutePath().getParent());
    WholeFile.write(place, out -> print(schedule, out));
  }

  private void print(Schedule schedule, Writer out) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();
    try (CSVPrinter csv = new CSVPrinter(out, format)) {
      for (Slot slot : schedule.slots()) {
        csv.printRecord(
            local(slot.start()),
            local(slot.end()),
            slot.pid(),
            ProgrammeFileName.stamp(slot.start(), zone) + "_" + slot.pid(),
            SpreadsheetText.written(slot.title()));
      }
    }
  }

  /** Notes that it is still right. */
  void confirm(Instant now) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(now));
  }

  boolean isThere() {
    return Files.exists(file);
  }

  private String local(Instant instant) {
    return WRITTEN.format(instant.atZone(zone).toOffsetDateTime());
  }
}
