package radio.nightshift.schedule.ics;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import radio.nightshift.schedule.CalendarException;
import radio.nightshift.schedule.EventDescription;

/**
 * An iCalendar file, of which no more than one component is in memory at a time, and of that no
 * more than counts.
 */
final class IcsFile {
  private static final int LONGEST_LINE = EventDescription.MOST_CHARACTERS + 1024;
  private static final int MOST_LINES = 2_000;
  private static final int MOST_OF_COMPONENT = 512 * 1024;
  private static final Set<String> WANTED =
      Set.of(
          "BEGIN",
          "END",
          "UID",
          "DTSTART",
          "DTEND",
          "DURATION",
          "SUMMARY",
          "DESCRIPTION",
          "X-ALT-DESC",
          "STATUS",
          "RECURRENCE-ID",
          "RRULE",
          "RDATE",
          "EXDATE",
          "TZID",
          "X-LIC-LOCATION",
          "TZOFFSETFROM",
          "TZOFFSETTO");

  private final Path file;

  IcsFile(Path file) {
    this.file = file;
  }

  /**
   * Goes through the components of a kind. What lies within a VEVENT, such as an alarm, is left
   * out; a VTIMEZONE comes with what it has.
   *
   * @throws CalendarException if the file is none, or not whole
   */
  void each(String kind, Consumer<List<IcsLine>> taker) throws IOException {
    try (Lines lines = new Lines(Files.newInputStream(file))) {
      boolean begun = false;
      boolean whole = false;
      for (IcsLine line = lines.next(); line != null; line = lines.next()) {
        begun |= line.is("BEGIN", "VCALENDAR");
        whole = line.is("END", "VCALENDAR") || whole && !line.is("BEGIN", "VCALENDAR");
        if (begun && line.is("BEGIN", kind)) {
          taker.accept(component(kind, lines));
        }
      }
      if (!begun) {
        throw CalendarException.lasting(
            "The calendar is no iCalendar file: it has no BEGIN:VCALENDAR; check schedule.ics");
      }
      if (!whole) {
        throw CalendarException.passing("The calendar breaks off: it has no END:VCALENDAR");
      }
    }
  }

  private static List<IcsLine> component(String kind, Lines lines) throws IOException {
    List<IcsLine> component = new ArrayList<>();
    int size = 0;
    int depth = 0;
    for (IcsLine line = lines.next(); line != null; line = lines.next()) {
      if (line.is("END", kind) || line.is("END", "VCALENDAR")) {
        break;
      }
      depth += line.name().equals("BEGIN") ? 1 : 0;
      size += line.value().length();
      boolean counts = depth == 0 || kind.equals("VTIMEZONE");
      if (counts && component.size() < MOST_LINES && size < MOST_OF_COMPONENT) {
        component.add(line);
      }
      depth -= line.name().equals("END") ? 1 : 0;
    }
    return component;
  }

  /** Joins what is folded: by bytes, because some fold within a character. */
  private static final class Lines implements AutoCloseable {
    private final InputStream in;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int ahead;

    Lines(InputStream file) throws IOException {
      this.in = new BufferedInputStream(file, 64 * 1024);
      this.ahead = in.read();
    }

    /** The next line that counts, or null at the end. */
    IcsLine next() throws IOException {
      while (ahead >= 0) {
        IcsLine line = IcsLine.of(whole());
        if (WANTED.contains(line.name())) {
          return line;
        }
      }
      return null;
    }

    private String whole() throws IOException {
      bytes.reset();
      while (true) {
        while (ahead >= 0 && ahead != '\n' && ahead != '\r') {
          if (bytes.size() < LONGEST_LINE) {
            bytes.write(ahead);
          }
          ahead = in.read();
        }
        if (ahead == '\r') {
          ahead = in.read();
        }
        if (ahead == '\n') {
          ahead = in.read();
        }
        if (ahead != ' ' && ahead != '\t') {
          String line = bytes.toString(StandardCharsets.UTF_8);
          return line.startsWith("\uFEFF") ? line.substring(1) : line;
        }
        ahead = in.read();
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
