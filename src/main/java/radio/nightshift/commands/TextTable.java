package radio.nightshift.commands;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import radio.nightshift.condition.Printable;

/** What a station has answered, as lines of 80 columns at most, in the station's own time. */
final class TextTable {
  static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
  static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss");

  private static final int WIDTH = 80;
  private static final int INDENT = 13;
  private static final Pattern OFFSET = Pattern.compile("(?:UTC|UT|GMT)?([+-].+)");

  private final PrintWriter out;

  private final TimeZone zone;

  TextTable(PrintWriter out, String zone) {
    this.out = out;
    this.zone = zone(zone);
  }

  /** A ZoneId would load every provider of zones, one of which starts the log: half a second. */
  private static TimeZone zone(String name) {
    Matcher offset = OFFSET.matcher(name);
    return offset.matches()
        ? new SimpleTimeZone(ZoneOffset.of(offset.group(1)).getTotalSeconds() * 1000, name)
        : TimeZone.getTimeZone(name);
  }

  /** A line that is cut if it is too long. */
  void line(String line) {
    out.println(cut(line, WIDTH));
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  /** Three columns; the first two are cut if there is too little room. */
  void row(String first, String middle, String last) {
    int room = WIDTH - INDENT - last.length() - 1;
    String name = cut(first, INDENT - 3);
    String shown = cut(middle, room);
    out.println(
        "  %-10s %s%s"
            .formatted(
                name, shown, last.isEmpty() ? "" : " ".repeat(room - shown.length() + 1) + last)
            .stripTrailing());
  }

  /** A text below the middle column, on as many lines as it needs. */
  void text(String text) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && INDENT + line.length() + 1 + word.length() > WIDTH) {
        line(" ".repeat(INDENT) + line);
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    line(" ".repeat(INDENT) + line);
  }

  /** An instant of the answer's in a form; empty if there is none. */
  String time(DateTimeFormatter form, Map<?, ?> one, String name) {
    String text = text(one, name);
    if (text.isEmpty()) {
      return "";
    }
    Instant instant = Instant.parse(text);
    int seconds = zone.getOffset(instant.toEpochMilli()) / 1000;
    return form.format(instant.atOffset(ZoneOffset.ofTotalSeconds(seconds)));
  }

  static String text(Map<?, ?> one, String name) {
    Object value = one.get(name);
    return value == null ? "" : Printable.printable("" + value);
  }

  static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
