package radio.nightshift.playout;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import radio.nightshift.disk.SpreadsheetText;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.Cue;

/** An airing as a row of a table. Instants carry the station's offset and milliseconds. */
public final class AsRunRow {
  /** The names of its columns, in their order. */
  public static final List<String> COLUMNS =
      List.of(
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
          "reason");

  /** What strangers have written. */
  private static final Set<String> TEXTS = Set.of("programme", "title");

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

  private AsRunRow() {}

  /** An airing's values by the names of their columns; null where there is none. */
  static Map<String, Object> of(AsRun asRun, ZoneId zone) {
    Cue cue = asRun.cue();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("mount", cue.mount());
    row.put("programme", cue.programme());
    row.put("title", cue.title());
    row.put("outcome", asRun.outcome().name());
    row.put("planned_start", local(cue.start(), zone));
    row.put("planned_end", local(cue.end(), zone));
    row.put("first_byte", local(asRun.firstByte(), zone));
    row.put("last_byte", local(asRun.lastByte(), zone));
    row.put("start_error_ms", asRun.firstByte() == null ? null : asRun.startErrorMillis());
    row.put("joined_at_ms", asRun.joinedAt().toMillis());
    row.put("bytes", asRun.bytes());
    row.put("reconnects", asRun.reconnects());
    row.put("file", cue.file().toString());
    row.put("reason", cue.reason());
    return row;
  }

  /** A row as CSV has it: no spreadsheet takes a text in it for a formula. */
  public static List<Object> csv(Map<?, ?> row) {
    return COLUMNS.stream().map(column -> csv(column, row.get(column))).toList();
  }

  private static Object csv(String column, Object value) {
    if (value == null) {
      return "";
    }
    if (TEXTS.contains(column)) {
      return SpreadsheetText.written("" + value);
    }
    return column.equals("start_error_ms")
        ? String.format(Locale.ROOT, "%.3f", ((Number) value).doubleValue())
        : value;
  }

  private static String local(Instant instant, ZoneId zone) {
    return instant == null ? null : INSTANT.format(instant.atZone(zone));
  }
}
