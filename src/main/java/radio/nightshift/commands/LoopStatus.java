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

/** The command that shows how a running station's live channels are. */
@Command(
    name = "status",
    description = {
      "Shows each channel: its state, position, source, destinations, and what keeps it from them.",
      "Exits with 0 if all that are started play, 1 if one does not, 2 on a wrong setting, 3 if no station runs there."
    },
    mixinStandardHelpOptions = true)
public final class LoopStatus implements Callable<Integer> {
  @Mixin private SettingsFile file;
  @Mixin private OutputFormat format;
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    boolean isJson = format.isJson();
    JsonObject status =
        new Inquiry(SettingSources.readWithoutSecrets(file.path())).answer("loop-status");
    PrintWriter out = command.commandLine().getOut();
    List<?> channels = TextTable.list(status.get("channels"));
    if (isJson) {
      out.println(status.toJson());
    } else {
      ChannelTable table = new ChannelTable(new TextTable(out, "UTC"));
      channels.forEach(one -> table.print((Map<?, ?>) one));
    }
    out.flush();
    return channels.stream().allMatch(LoopStatus::isWell)
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }

  private static boolean isWell(Object channel) {
    return List.of("stopped", "playing").contains(TextTable.text((Map<?, ?>) channel, "state"));
  }
}
