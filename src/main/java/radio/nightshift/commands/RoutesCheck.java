package radio.nightshift.commands;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import radio.nightshift.Nightshift;
import radio.nightshift.routing.RouteFault;
import radio.nightshift.routing.RouteFiles;
import radio.nightshift.settings.SettingSources;

/** The command that tries route files by starting a station with them that does nothing. */
@Command(
    name = "check",
    description = {
      "Starts a station that does nothing, with the route files that you have edited or added, and says of each"
          + " whether it holds.",
      "Exits with 0 if all hold, 1 if one does not, 2 on a wrong setting."
    },
    mixinStandardHelpOptions = true)
public final class RoutesCheck implements Callable<Integer> {
  @Mixin private RoutesFolder folder;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    System.setProperty("nightshift.log", "System.err");
    AtomicReference<RouteFiles> held = new AtomicReference<>();
    Launch.Start trial =
        files ->
            OfflineStation.trial(
                SettingSources.read(folder.settings()),
                Nightshift.clock(),
                settings -> keep(held, files.apply(settings)));
    new Launch(folder::files, trial).of(trial);
    PrintWriter out = command.commandLine().getOut();
    report(held.get(), out);
    out.flush();
    return held.get().faults().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static RouteFiles keep(AtomicReference<RouteFiles> held, RouteFiles files) {
    held.set(files);
    return files;
  }

  private static void report(RouteFiles files, PrintWriter out) {
    for (Path file : files.edited()) {
      out.printf("ok    '%s', which you have %s%n", file, files.isAdded(file) ? "added" : "edited");
    }
    files
        .misnamed()
        .forEach(
            file ->
                out.printf(
                    "WARN  '%s' is not read, since the name of a route file ends in .camel.yaml%n",
                    file));
    files
        .missing()
        .forEach(name -> out.printf("WARN  there is no %s; the distribution's is read%n", name));
    for (RouteFault fault : files.faults()) {
      out.printf("FAIL  %s: %s%n", fault.place(), fault.words());
    }
    if (files.edited().isEmpty() && files.faults().isEmpty()) {
      out.println("All route files are as the distribution has them.");
    }
  }
}
