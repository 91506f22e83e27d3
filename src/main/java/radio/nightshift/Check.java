package radio.nightshift;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import radio.nightshift.console.Checkup;
import radio.nightshift.console.Part;

/** The command that tries every outside part; it starts no route and keeps nothing. */
@Command(
    name = "check",
    description = {
      "Tries every outside part of the station, and says of each in one line how it is.",
      "Exits with 0 if all is well, 1 if a part failed, 2 on a wrong setting."
    },
    mixinStandardHelpOptions = true)
final class Check implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "A properties file with the settings that differ from the defaults.")
  private Path file;

  @Spec private CommandSpec command;
  private final Clock clock;

  Check() {
    this(Nightshift.clock());
  }

  Check(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    SettingSources sources = SettingSources.read(file);
    sources.warnings().forEach(LoggerFactory.getLogger(Check.class)::warn);
    OutsideParts outside = new OutsideParts(sources, clock);
    // Only made, never started: nothing connects, and no route is read.
    outside.main().init();
    List<Part> parts = outside.all();
    PrintWriter out = command.commandLine().getOut();
    boolean well =
        new Checkup(
                PATIENCE,
                line -> {
                  out.println(line);
                  out.flush();
                })
            .of(parts);
    return well ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
