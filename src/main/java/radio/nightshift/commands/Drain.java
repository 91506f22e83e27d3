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
import radio.nightshift.condition.Printable;
import radio.nightshift.control.Inquiry;
import radio.nightshift.settings.SettingSources;

/** The command that has a running station end after what is on the air. */
@Command(
    name = "drain",
    description = {
      "Has the running station end once what is on the air has played; nothing more begins, and it exits with 69.",
      "This command does not wait for that. It exits with 0, 2 on a wrong setting, 3 if no station runs there."
    },
    mixinStandardHelpOptions = true)
public final class Drain implements Callable<Integer> {
  @Mixin private SettingsFile file;
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    JsonObject answer = new Inquiry(SettingSources.readWithoutSecrets(file.path())).answer("drain");
    PrintWriter out = command.commandLine().getOut();
    if (answer.get("onAir") instanceof List<?> onAir && !onAir.isEmpty()) {
      onAir.forEach(one -> out.println(sentence((Map<?, ?>) one)));
    } else {
      out.println("Nothing is on the air; the station ends now.");
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private static String sentence(Map<?, ?> airing) {
    return "The station ends after '%s' on mount %s, at %s."
        .formatted(
            Printable.printable("" + airing.get("programme")),
            airing.get("mount"),
            airing.get("until"));
  }
}
