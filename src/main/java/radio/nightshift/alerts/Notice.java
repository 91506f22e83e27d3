package radio.nightshift.alerts;

import java.time.Instant;
import java.util.Locale;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Report;
import radio.nightshift.condition.Severity;

/**
 * What a receiver is told of one condition. All texts are safe to print, but for what the receiver
 * itself gives a meaning, such as mentions.
 *
 * @param station the station's name
 * @param kind why it is told
 * @param condition the condition as it is now, or was last
 * @param line what the log says of it
 * @param at when it came to be so
 * @param overtaken how many earlier states of it this receiver has not been told
 */
public record Notice(
    String station, Kind kind, Condition condition, String line, Instant at, int overtaken) {
  private static final int VERSION = 1;

  /** Why a condition is told. */
  public enum Kind {
    /** It was not told before. */
    RAISED("new"),
    /** It is another than was told. */
    CHANGED("changed"),
    /** It was told long ago, and still holds. */
    REPEATED("still"),
    /** It is over. */
    OVER("over"),
    /** It is none: a room reports how things are. */
    REPORT("report"),
    /** It is none: somebody tries whether notices arrive. */
    TEST("test");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /** Why it is told, in lower case. */
  public String kindWord() {
    return kind.word;
  }

  /** How much it matters, in lower case. */
  public String severity() {
    return condition.severity().name().toLowerCase(Locale.ROOT);
  }

  /** A notice that is a report. */
  static Notice of(String station, Report report) {
    Condition condition =
        new Condition(report.room(), "report", report.title(), "", Severity.INFO, report.at());
    return new Notice(station, Kind.REPORT, condition, report.text(), report.at(), 0);
  }

  /** A heading, such as {@code [studio] error, new: prepare}. */
  public String heading() {
    if (kind == Kind.REPORT) {
      return "[%s] %s".formatted(station, condition.words());
    }
    return "[%s] %s, %s: %s".formatted(station, severity(), kind.word, condition.room());
  }

  /** What is wrong and what to do, or what holds instead. */
  public String text() {
    return overtaken == 0
        ? line
        : "%s (%d earlier %s of it %s not told.)"
            .formatted(
                line,
                overtaken,
                overtaken == 1 ? "state" : "states",
                overtaken == 1 ? "was" : "were");
  }

  /** Heading and text as a string of JSON, in quotation marks. */
  public String getQuoted() {
    return '"' + Jsoner.escape(heading() + "\n" + text()) + '"';
  }

  /** The notice as JSON, version 1: docs/alerts.md. */
  public String json() {
    JsonObject json = new JsonObject();
    json.put("version", VERSION);
    json.put("station", station);
    json.put("kind", kind.name().toLowerCase(Locale.ROOT));
    json.put("severity", severity());
    json.put("room", condition.room());
    json.put("about", condition.about());
    json.put("words", condition.words());
    json.put("remedy", condition.remedy());
    json.put("text", text());
    json.put("since", condition.since().toString());
    json.put("at", at.toString());
    json.put("overtaken", overtaken);
    return json.toJson();
  }
}
