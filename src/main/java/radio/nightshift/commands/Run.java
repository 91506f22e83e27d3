package radio.nightshift.commands;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import radio.nightshift.Nightshift;
import radio.nightshift.Station;
import radio.nightshift.settings.SettingSources;

/** The command that runs the station. */
@Command(
    name = "run",
    description = {
      "Runs the station until it is stopped or drained.",
      "Exits with 69 when it has been drained, 2 on a wrong setting."
    },
    mixinStandardHelpOptions = true)
public final class Run implements Callable<Integer> {
  @Mixin private SettingsFile file;

  @Override
  public Integer call() throws Exception {
    Station station = new Station(Nightshift.clock(), SettingSources.read(file.path()));
    station.main().run();
    return station.exitCode();
  }
}
