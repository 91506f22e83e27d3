package radio.nightshift.commands;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.camel.main.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import radio.nightshift.Nightshift;
import radio.nightshift.Station;
import radio.nightshift.settings.SettingSources;

/** The command that runs the station. */
@Command(
    name = "run",
    description = "Runs the station until it is stopped.",
    mixinStandardHelpOptions = true)
public final class Run implements Callable<Integer> {
  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "A properties file with the settings that differ from the defaults.")
  private Path file;

  @Override
  public Integer call() throws Exception {
    Main main = new Station(Nightshift.clock(), SettingSources.read(file)).main();
    main.run();
    return main.getExitCode();
  }
}
