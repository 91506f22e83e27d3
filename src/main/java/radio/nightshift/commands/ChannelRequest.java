package radio.nightshift.commands;

import java.io.PrintWriter;
import java.util.Map;
import org.apache.camel.util.json.JsonObject;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import radio.nightshift.control.Inquiry;
import radio.nightshift.settings.SettingSources;

/** What commands about one live channel have in common. */
final class ChannelRequest {
  @Parameters(paramLabel = "NAME", description = "The channel's name in loop.channels.")
  private String name;

  @Mixin private SettingsFile file;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Sends it to the running station, and shows the answer. */
  int send(String request) {
    JsonObject answer =
        new Inquiry(SettingSources.readWithoutSecrets(file.path()))
            .answer(request, Map.of("name", name));
    PrintWriter out = command.commandLine().getOut();
    out.println(answer.get("done"));
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
