package radio.nightshift.commands;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.camel.util.json.JsonObject;
import radio.nightshift.condition.Printable;

/** A station's status as a table of 80 columns, in the station's own time. */
final class StatusTable {
  private static final int WIDTH = 80;
  private static final double GIGABYTE = 1 << 30;
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
  private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Map<?, ?> status;

  /** A ZoneId would load every provider of zones, one of which starts the log: half a second. */
  private final TimeZone zone;

  StatusTable(JsonObject status) {
    this.status = status;
    zone = TimeZone.getTimeZone(text(map(status.get("station")), "zone"));
  }

  void print(PrintWriter out) {
    station(out);
    Map<?, ?> playout = map(status.get("playout"));
    if (!playout.isEmpty()) {
      onAir(playout, out);
      section("NEXT", playout.get("next"), this::next, out);
      section(
          "MISSING OR IN CONFLICT WITHIN 24 HOURS", playout.get("problems"), this::problem, out);
    }
    section("IN PREPARATION", map(status.get("prepare")).get("underWay"), this::prepared, out);
    section("CONDITIONS", status.get("conditions"), this::condition, out);
    Map<?, ?> disk = map(status.get("disk"));
    if (disk.get("freeBytes") instanceof Number free
        && disk.get("totalBytes") instanceof Number total) {
      out.printf(
          "DISK  %.1f of %.1f GB are free%n",
          free.doubleValue() / GIGABYTE, total.doubleValue() / GIGABYTE);
    }
  }

  private void station(PrintWriter out) {
    Map<?, ?> station = map(status.get("station"));
    out.println(cut("Nightshift " + text(station, "version") + " in " + text(station, "home")));
    out.printf(
        "Process %s, since %s%s%n",
        text(station, "process"),
        time(MINUTE, station, "since"),
        "true".equals(text(station, "draining")) ? "; it ends after what is on the air" : "");
  }

  private void onAir(Map<?, ?> playout, PrintWriter out) {
    out.println("ON THE AIR");
    List<?> airings = list(playout.get("onAir"));
    for (Object mount : list(playout.get("mounts"))) {
      airings.stream()
          .filter(one -> text(map(one), "mount").equals("" + mount))
          .findFirst()
          .ifPresentOrElse(
              one -> lines(airing(map(one)), out),
              () -> out.println(row("" + mount, "nothing", "")));
    }
  }

  private List<String> airing(Map<?, ?> one) {
    String position =
        length(one, "positionSeconds")
            + " of "
            + length(one, "lengthSeconds")
            + ", since "
            + time(SECOND, one, "since");
    return List.of(row(text(one, "mount"), text(one, "programme"), position));
  }

  private List<String> next(Map<?, ?> one) {
    return List.of(row(text(one, "mount"), text(one, "programme"), time(MINUTE, one, "start")));
  }

  private List<String> problem(Map<?, ?> one) {
    List<String> lines = new ArrayList<>();
    lines.add(row(text(one, "problem"), text(one, "programme"), time(MINUTE, one, "at")));
    lines.addAll(wrapped(text(one, "note")));
    return lines;
  }

  private List<String> prepared(Map<?, ?> one) {
    return List.of(row("", text(one, "programme"), text(one, "percent") + " %"));
  }

  private List<String> condition(Map<?, ?> one) {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            text(one, "severity"),
            text(one, "room") + ", " + text(one, "about"),
            "since " + time(MINUTE, one, "since")));
    String remedy = text(one, "remedy");
    lines.addAll(wrapped(text(one, "words") + (remedy.isEmpty() ? "." : "; " + remedy + ".")));
    return lines;
  }

  /** What a section shows of one of its things. */
  private interface Lines {
    List<String> of(Map<?, ?> one);
  }

  /** A section that has nothing in it is left out. */
  private static void section(String title, Object things, Lines lines, PrintWriter out) {
    if (!list(things).isEmpty()) {
      out.println(title);
      list(things).forEach(one -> lines(lines.of(map(one)), out));
    }
  }

  private static void lines(List<String> lines, PrintWriter out) {
    lines.forEach(out::println);
  }

  private static String row(String first, String middle, String last) {
    int room = WIDTH - 13 - last.length() - 1;
    String shown = middle.length() <= room ? middle : middle.substring(0, room - 1) + "…";
    return "  %-10s %s%s"
        .formatted(first, shown, last.isEmpty() ? "" : " ".repeat(room - shown.length() + 1) + last)
        .stripTrailing();
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && 13 + line.length() + 1 + word.length() > WIDTH) {
        lines.add(" ".repeat(13) + line);
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(" ".repeat(13) + line);
    return lines;
  }

  private static String cut(String line) {
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
  }

  private String time(DateTimeFormatter form, Map<?, ?> one, String name) {
    String text = text(one, name);
    if (text.isEmpty()) {
      return "";
    }
    Instant instant = Instant.parse(text);
    int seconds = zone.getOffset(instant.toEpochMilli()) / 1000;
    return form.format(instant.atOffset(ZoneOffset.ofTotalSeconds(seconds)));
  }

  private static String length(Map<?, ?> one, String name) {
    long seconds = one.get(name) instanceof Number number ? number.longValue() : 0;
    return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static String text(Map<?, ?> one, String name) {
    Object value = one.get(name);
    return value == null ? "" : Printable.printable("" + value);
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
