package radio.nightshift.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.util.json.JsonObject;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import radio.nightshift.control.Inquiry;
import radio.nightshift.settings.SettingSources;
import radio.nightshift.settings.Settings;

/** The command that shows how a running station is. */
@Command(
    name = "status",
    description = {
      "Shows how the running station is: on the air, next, what is missing, what is prepared, conditions, disk.",
      "Exits with 0 if it runs, 1 if it runs with an error or something critical, 2 on a wrong setting, 3 if no"
          + " station runs there."
    },
    mixinStandardHelpOptions = true)
public final class Status implements Callable<Integer> {
  private static final List<String> GRAVE = List.of("error", "critical");

  @Mixin private SettingsFile file;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "A table, or one JSON object.")
  private String format;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    if (!List.of("text", "json").contains(format)) {
      throw Settings.wrong("--format", format, "give text or json");
    }
    JsonObject status =
        new Inquiry(SettingSources.readWithoutSecrets(file.path())).answer("status");
    PrintWriter out = command.commandLine().getOut();
    if (format.equals("json")) {
      out.println(status.toJson());
    } else {
      new StatusTable(status).print(out);
    }
    out.flush();
    return isGrave(status) ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private static boolean isGrave(JsonObject status) {
    return status.get("conditions") instanceof List<?> conditions
        && conditions.stream()
            .anyMatch(one -> one instanceof Map<?, ?> map && GRAVE.contains(map.get("severity")));
  }
}
