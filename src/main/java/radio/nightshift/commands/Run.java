package radio.nightshift.commands;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import radio.nightshift.Nightshift;
import radio.nightshift.Station;
import radio.nightshift.routing.RouteFiles;
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

  private Station station;

  @Override
  public Integer call() throws Exception {
    SettingSources sources = SettingSources.read(file.path());
    new Launch(RouteFiles::of, files -> OfflineStation.trial(sources, Nightshift.clock(), files))
        .of(files -> run(new Station(Nightshift.clock(), sources, files)));
    return station.exitCode();
  }

  private void run(Station next) throws Exception {
    station = next;
    try {
      next.main().run();
    } catch (Exception e) {
      // What it has bound and locked is another's now, who may start without a route file.
      next.main().completed();
      next.main().stop();
      next.leave();
      throw e;
    }
  }
}
