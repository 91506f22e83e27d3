package radio.nightshift.commands;

import static radio.nightshift.commands.TextTable.list;
import static radio.nightshift.commands.TextTable.map;
import static radio.nightshift.commands.TextTable.text;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.camel.util.json.JsonObject;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import radio.nightshift.condition.Printable;
import radio.nightshift.control.Inquiry;
import radio.nightshift.settings.SettingSources;

/** The command that shows a day's running order as the running station has it. */
@Command(
    name = "schedule",
    description = {
      "Shows what the running station is to play on a day, by its schedule and what is ready, and what is missing.",
      "Exits with 0, 2 on a wrong setting or day, 3 if no station runs there."
    },
    mixinStandardHelpOptions = true)
public final class Schedule implements Callable<Integer> {
  @Option(
      names = "--day",
      paramLabel = "DAY",
      description = "Such as 2026-06-10, in the station's time. If it is not given: today.")
  private String day;

  @Mixin private OutputFormat format;
  @Mixin private SettingsFile file;
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    boolean isJson = format.isJson();
    JsonObject order =
        new Inquiry(SettingSources.readWithoutSecrets(file.path()))
            .answer("schedule", day == null ? Map.of() : Map.of("day", day));
    PrintWriter out = command.commandLine().getOut();
    if (isJson) {
      out.println(order.toJson());
    } else {
      print(order, out);
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private static void print(JsonObject order, PrintWriter out) {
    TextTable table = new TextTable(out, text(order, "zone"));
    table.line("%s, times of %s".formatted(text(order, "day"), text(order, "zone")));
    if (list(order.get("programmes")).isEmpty()) {
      table.line("Nothing is to be played.");
    }
    for (Object one : list(order.get("programmes"))) {
      Map<?, ?> choice = map(one);
      String keys =
          list(choice.get("keys")).stream()
              .map(Object::toString)
              .collect(Collectors.joining(" + "));
      table.row(
          table.time(TextTable.SECOND, choice, "at"),
          keys.isEmpty() ? text(choice, "pid") : Printable.printable(keys),
          text(choice, "play"));
      if (!text(choice, "note").isEmpty()) {
        table.text(("true".equals(text(choice, "conflict")) ? "! " : "") + text(choice, "note"));
      }
    }
  }
}
