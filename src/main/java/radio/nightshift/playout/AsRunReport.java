package radio.nightshift.playout;

import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.util.json.Jsoner;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.Timetable;
import radio.nightshift.programme.WrittenInstant;

/**
 * What has been on the air, for whoever asks: a page at a time, as a year's is too long for one.
 */
public final class AsRunReport {
  private static final int PAGE = 500;

  private final AsRunLog log;
  private final Timetable timetable;

  AsRunReport(AsRunLog log, Timetable timetable) {
    this.log = log;
    this.timetable = timetable;
  }

  /**
   * A page of the airings planned to start in a span of time.
   *
   * @param asked {@code from} and {@code to}, by default from today's beginning to now, and {@code
   *     offset}, the number of rows that the asker has
   * @return as JSON: the span, the rows, and whether there are more
   */
  public String page(Map<String, Object> asked) throws SQLException {
    Instant now = timetable.now();
    Instant from =
        instant("from", asked)
            .orElseGet(
                () ->
                    now.atZone(timetable.zone())
                        .toLocalDate()
                        .atStartOfDay(timetable.zone())
                        .toInstant());
    Instant to = instant("to", asked).orElse(now);
    int offset = asked.get("offset") instanceof Number given ? Math.max(0, given.intValue()) : 0;
    List<AsRun> rows = log.between(from, to, offset, PAGE + 1);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("zone", timetable.zone().getId());
    page.put("from", from.toString());
    page.put("to", to.toString());
    page.put(
        "rows", rows.stream().limit(PAGE).map(row -> AsRunRow.of(row, timetable.zone())).toList());
    page.put("more", rows.size() > PAGE);
    return Jsoner.serialize(page);
  }

  private Optional<Instant> instant(String name, Map<String, Object> asked) {
    return asked.get(name) instanceof String text
        ? Optional.of(WrittenInstant.of("--" + name, text, timetable.zone()))
        : Optional.empty();
  }
}
