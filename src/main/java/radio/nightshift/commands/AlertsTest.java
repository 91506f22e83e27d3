package radio.nightshift.commands;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import radio.nightshift.Nightshift;
import radio.nightshift.alerts.Tellers;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.SettingSources;

/** The command that sends a test notice to each receiver. */
@Command(
    name = "test",
    description = {
      "Sends one test notice to each receiver that is set in alerts.*, and says what came of it.",
      "Exits with 0 if all took it, 1 if one did not, 2 on a wrong setting or if no receiver is set."
    },
    mixinStandardHelpOptions = true)
public final class AlertsTest implements Callable<Integer> {
  @Mixin private SettingsFile file;
  @Spec private CommandSpec command;
  private final Clock clock = Nightshift.clock();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = command.commandLine().getOut();
    SettingSources sources = SettingSources.read(file.path());
    boolean allTook = true;
    try (OfflineStation station =
        OfflineStation.start(sources, clock, command.commandLine().getErr())) {
      Tellers receivers =
          station
              .receivers()
              .orElseThrow(
                  () ->
                      new SettingException(
                          "No receiver of notices is set; set alerts.discord, alerts.mail.to or another of alerts.*."));
      for (String name : receivers.names()) {
        Optional<Exception> failure =
            station.send("direct:alerts-" + name, receivers.trial(name, clock.instant()));
        out.println(
            failure
                .map(why -> "FAIL  %s: %s.".formatted(name, receivers.words(name, why)))
                .orElse("ok    %s: it has taken a test notice".formatted(name)));
        out.flush();
        allTook &= failure.isEmpty();
      }
    }
    return allTook ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
