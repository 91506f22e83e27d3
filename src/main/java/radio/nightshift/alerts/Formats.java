package radio.nightshift.alerts;

import java.util.List;
import java.util.Map;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import radio.nightshift.condition.Severity;

/**
 * What Discord and Slack are sent. Words of others, such as file names, are shown as they are:
 * nothing in them is a mention, a link or markup.
 */
final class Formats {
  private static final Map<Severity, Integer> COLOURS =
      Map.of(
          Severity.INFO, 0x3498DB,
          Severity.WARNING, 0xF1C40F,
          Severity.ERROR, 0xE67E22,
          Severity.CRITICAL, 0xE74C3C);
  private static final int OVER = 0x2ECC71;
  private static final int LONGEST_TITLE = 250;
  private static final int LONGEST_DISCORD = 4000;
  private static final int LONGEST_SLACK = 2900;

  private Formats() {}

  /** An embed of Discord's. */
  static String discord(Notice notice) {
    JsonObject embed = new JsonObject();
    embed.put("title", cut(escapedForDiscord(notice.heading()), LONGEST_TITLE));
    embed.put("description", cut(escapedForDiscord(notice.text()), LONGEST_DISCORD));
    embed.put("color", colour(notice));
    embed.put("timestamp", notice.at().toString());
    JsonObject json = new JsonObject();
    json.put("username", "Nightshift");
    json.put("embeds", new JsonArray(List.of(embed)));
    json.put("allowed_mentions", new JsonObject(Map.of("parse", new JsonArray())));
    return json.toJson();
  }

  private static int colour(Notice notice) {
    return notice.kind() == Notice.Kind.OVER ? OVER : COLOURS.get(notice.condition().severity());
  }

  private static String escapedForDiscord(String text) {
    return text.replaceAll("([\\\\*_~`|>#\\[\\]()<@])", "\\\\$1").replace("://", "\\://");
  }

  /** A message of Slack's, whose text is plain. */
  static String slack(Notice notice) {
    String text = cut(notice.heading() + "\n" + notice.text(), LONGEST_SLACK);
    JsonObject plain = new JsonObject();
    plain.put("type", "plain_text");
    plain.put("text", text);
    plain.put("emoji", false);
    JsonObject section = new JsonObject();
    section.put("type", "section");
    section.put("text", plain);
    JsonObject json = new JsonObject();
    json.put("text", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    json.put("blocks", new JsonArray(List.of(section)));
    return json.toJson();
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
