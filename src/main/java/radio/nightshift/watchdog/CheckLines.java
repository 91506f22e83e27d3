package radio.nightshift.watchdog;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import radio.nightshift.condition.Printable;

/**
 * The text file {@code watchdog.log}: a line for each check. At the first line of a new day it
 * becomes {@code watchdog-2026-11-30.log}, by the day of its own lines.
 */
final class CheckLines {
  private static final String CURRENT = "watchdog.log";
  private static final String GLOB = "watchdog-*.log";
  private static final int LONGEST_WORDS = 500;
  private static final int DATE = 10;

  private final Path folder;
  private final ZoneId zone;
  private final Duration keep;
  private final long most;
  private LocalDate day;

  /**
   * Lines in a folder, which is made if need be.
   *
   * @param zone the zone that days and lines are in
   * @param keep how long a day's file is kept, in whole days
   * @param most how many bytes a day may have; of what comes then, one line is written
   */
  CheckLines(Path folder, ZoneId zone, Duration keep, long most) {
    this.folder = folder;
    this.zone = zone;
    this.keep = keep;
    this.most = most;
  }

  /** Appends a check. */
  synchronized void write(String label, Observation check) throws IOException {
    LocalDate today = check.at().atZone(zone).toLocalDate();
    Path file = folder.resolve(CURRENT);
    if (day == null || today.isAfter(day)) {
      Files.createDirectories(folder);
      turn(file, today);
    }
    long size = Files.exists(file) ? Files.size(file) : 0;
    if (size >= most) {
      return;
    }
    String line = line(label, check);
    boolean isLast = size + line.getBytes(StandardCharsets.UTF_8).length >= most;
    Files.writeString(
        file,
        isLast ? line + "The file is full; further checks of this day are left out.\n" : line,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private String line(String label, Observation check) {
    String words = Printable.printable(check.words());
    return "%s %s %s: %s\n"
        .formatted(
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                check.at().truncatedTo(ChronoUnit.MILLIS).atZone(zone)),
            check.passed() ? "pass" : "fail",
            Printable.printable(label),
            words.length() > LONGEST_WORDS ? words.substring(0, LONGEST_WORDS) + "…" : words);
  }

  /** A day that is over gets a file of its own; a clock that was put back changes nothing. */
  private void turn(Path file, LocalDate today) throws IOException {
    LocalDate before = day == null ? firstDay(file, today) : day;
    day = before.isAfter(today) ? before : today;
    Path place = folder.resolve("watchdog-" + before + ".log");
    if (before.isBefore(today) && Files.exists(file) && !Files.exists(place)) {
      Files.move(file, place);
    }
    deleteBefore(today.minusDays(keep.toDays()));
  }

  private static LocalDate firstDay(Path file, LocalDate today) throws IOException {
    if (!Files.exists(file)) {
      return today;
    }
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      char[] date = new char[DATE];
      int count = in.read(date);
      return LocalDate.parse(new String(date, 0, Math.max(0, count)));
    } catch (DateTimeException notOurs) {
      return today;
    }
  }

  private void deleteBefore(LocalDate first) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, GLOB)) {
      for (Path file : files) {
        String name = "" + file.getFileName();
        String date = name.substring("watchdog-".length(), name.length() - ".log".length());
        if (isBefore(date, first)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean isBefore(String date, LocalDate first) {
    try {
      return LocalDate.parse(date).isBefore(first);
    } catch (DateTimeException another) {
      return false;
    }
  }
}
