package radio.nightshift.commands;

import static radio.nightshift.commands.TextTable.MINUTE;
import static radio.nightshift.commands.TextTable.SECOND;
import static radio.nightshift.commands.TextTable.list;
import static radio.nightshift.commands.TextTable.map;
import static radio.nightshift.commands.TextTable.text;

import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.util.json.JsonObject;

/** A station's status as a table. */
final class StatusTable {
  private static final double GIGABYTE = 1 << 30;

  private final Map<?, ?> status;
  private final TextTable table;

  StatusTable(JsonObject status, PrintWriter out) {
    this.status = status;
    table = new TextTable(out, text(map(status.get("station")), "zone"));
  }

  void print() {
    station();
    Map<?, ?> playout = map(status.get("playout"));
    if (!playout.isEmpty()) {
      onAir(playout);
      section("NEXT", playout.get("next"), this::next);
      section("MISSING OR IN CONFLICT WITHIN 24 HOURS", playout.get("problems"), this::problem);
    }
    section("IN PREPARATION", map(status.get("prepare")).get("underWay"), this::prepared);
    section(
        "LIVE CHANNELS", map(status.get("loop")).get("channels"), new ChannelTable(table)::print);
    watchdog(map(status.get("watchdog")));
    section("CONDITIONS", status.get("conditions"), this::condition);
    Map<?, ?> disk = map(status.get("disk"));
    if (disk.get("freeBytes") instanceof Number free
        && disk.get("totalBytes") instanceof Number total) {
      table.line(
          "DISK  %.1f of %.1f GB are free"
              .formatted(free.doubleValue() / GIGABYTE, total.doubleValue() / GIGABYTE));
    }
  }

  private void watchdog(Map<?, ?> watchdog) {
    if (!watchdog.isEmpty()) {
      long failing =
          list(watchdog.get("checks")).stream()
              .filter(one -> !"true".equals(text(map(one), "passed")))
              .count();
      table.line(
          "WATCHDOG  %s; %d checks fail; backup: %s"
              .formatted(text(watchdog, "stage"), failing, text(watchdog, "backup")));
    }
  }

  private void station() {
    Map<?, ?> station = map(status.get("station"));
    table.line("Nightshift " + text(station, "version") + " in " + text(station, "home"));
    table.line(
        "Process %s, since %s%s"
            .formatted(
                text(station, "process"),
                table.time(MINUTE, station, "since"),
                "true".equals(text(station, "draining"))
                    ? "; it ends after what is on the air"
                    : ""));
  }

  private void onAir(Map<?, ?> playout) {
    table.line("ON THE AIR");
    for (Object mount : list(playout.get("mounts"))) {
      list(playout.get("onAir")).stream()
          .filter(one -> text(map(one), "mount").equals("" + mount))
          .findFirst()
          .ifPresentOrElse(one -> airing(map(one)), () -> table.row("" + mount, "nothing", ""));
    }
  }

  private void airing(Map<?, ?> one) {
    table.row(
        text(one, "mount"),
        text(one, "programme"),
        length(one, "positionSeconds")
            + " of "
            + length(one, "lengthSeconds")
            + ", since "
            + table.time(SECOND, one, "since"));
  }

  private void next(Map<?, ?> one) {
    table.row(text(one, "mount"), text(one, "programme"), table.time(MINUTE, one, "start"));
  }

  private void problem(Map<?, ?> one) {
    table.row(text(one, "problem"), text(one, "programme"), table.time(MINUTE, one, "at"));
    table.text(text(one, "note"));
  }

  private void prepared(Map<?, ?> one) {
    table.row("", text(one, "programme"), text(one, "percent") + " %");
  }

  private void condition(Map<?, ?> one) {
    table.row(
        text(one, "severity"),
        text(one, "room") + ", " + text(one, "about"),
        "since " + table.time(MINUTE, one, "since"));
    String remedy = text(one, "remedy");
    table.text(text(one, "words") + (remedy.isEmpty() ? "." : "; " + remedy + "."));
  }

  /** A section that has nothing in it is left out. */
  private void section(String title, Object things, Consumer<Map<?, ?>> line) {
    if (!list(things).isEmpty()) {
      table.line(title);
      list(things).forEach(one -> line.accept(map(one)));
    }
  }

  private static String length(Map<?, ?> one, String name) {
    long seconds = one.get(name) instanceof Number number ? number.longValue() : 0;
    return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
