package radio.nightshift.commands;

import static radio.nightshift.commands.TextTable.SECOND;
import static radio.nightshift.commands.TextTable.map;
import static radio.nightshift.commands.TextTable.text;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.util.json.JsonObject;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import radio.nightshift.control.Inquiry;
import radio.nightshift.settings.SettingSources;

/** The command that shows how a running station's watchdog is. */
@Command(
    name = "status",
    description = {
      "Shows how each check came out last, what the watchdog waits for, and how the backup is.",
      "Exits with 0 if all checks pass, 1 if one does not, 2 on a wrong setting, 3 if no station runs there."
    },
    mixinStandardHelpOptions = true)
public final class WatchdogStatus implements Callable<Integer> {
  @Mixin private SettingsFile file;
  @Mixin private OutputFormat format;
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    JsonObject status =
        new Inquiry(SettingSources.readWithoutSecrets(file.path())).answer("watchdog-status");
    PrintWriter out = command.commandLine().getOut();
    List<?> checks = TextTable.list(status.get("checks"));
    if (format.isJson()) {
      out.println(status.toJson());
    } else {
      print(status, checks, new TextTable(out, "UTC"));
    }
    out.flush();
    return checks.stream().allMatch(one -> "true".equals(text(map(one), "passed")))
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }

  private static void print(JsonObject status, List<?> checks, TextTable table) {
    table.line("Watchdog %s: %s".formatted(text(status, "name"), text(status, "stage")));
    if (checks.isEmpty()) {
      table.line("No check counts: nothing is due, or none was made yet");
    }
    for (Object one : checks) {
      Map<?, ?> check = map(one);
      table.row(
          "true".equals(text(check, "passed")) ? "pass" : "FAIL",
          text(check, "label"),
          table.time(SECOND, check, "at"));
      table.text(text(check, "words"));
    }
    table.line("Backup: " + text(status, "backup"));
  }
}
