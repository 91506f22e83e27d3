package radio.nightshift.commands;

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

  @Mixin private OutputFormat format;
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    boolean isJson = format.isJson();
    JsonObject status =
        new Inquiry(SettingSources.readWithoutSecrets(file.path())).answer("status");
    PrintWriter out = command.commandLine().getOut();
    if (isJson) {
      out.println(status.toJson());
    } else {
      new StatusTable(status, out).print();
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
