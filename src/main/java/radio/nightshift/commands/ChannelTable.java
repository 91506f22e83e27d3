package radio.nightshift.commands;

import static radio.nightshift.commands.TextTable.list;
import static radio.nightshift.commands.TextTable.text;

import java.util.Locale;
import java.util.Map;

/** A live channel as lines for people. */
final class ChannelTable {
  private final TextTable table;

  ChannelTable(TextTable table) {
    this.table = table;
  }

  void print(Map<?, ?> channel) {
    table.row(text(channel, "name"), text(channel, "state"), position(channel));
    String plays = text(channel, "plays");
    table.text(text(channel, "source") + (plays.isEmpty() ? "" : ": " + plays));
    list(channel.get("destinations")).forEach(one -> table.text("to " + one));
    String progress = text(channel, "progress");
    if (!progress.isEmpty()) {
      table.text("A new version " + progress + ".");
    }
    String trouble = text(channel, "trouble");
    if (!trouble.isEmpty()) {
      table.text(trouble);
    }
  }

  private static String position(Map<?, ?> channel) {
    if (!(channel.get("lengthSeconds") instanceof Number length) || length.doubleValue() < 0) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%.1f of %.1f s, %s seams",
        ((Number) channel.get("positionSeconds")).doubleValue(),
        length.doubleValue(),
        text(channel, "seams"));
  }
}
