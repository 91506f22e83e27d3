package radio.nightshift;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.apache.camel.main.Main;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import radio.nightshift.commands.Check;
import radio.nightshift.commands.Rehearse;
import radio.nightshift.settings.OutsideException;
import radio.nightshift.settings.ParameterException;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.SettingSources;

/** The command line. */
@Command(
    name = "nightshift",
    description =
        "An unattended radio station: each recorded programme on its mount at its instant.",
    mixinStandardHelpOptions = true,
    versionProvider = Nightshift.Version.class,
    subcommands = {Nightshift.Run.class, Rehearse.class, Check.class},
    synopsisSubcommandLabel = "COMMAND")
public final class Nightshift {
  private Nightshift() {}

  /**
   * Runs a command; exits with 0 when it is done, 1 when it failed, 2 on a wrong setting or usage.
   */
  public static void main(String[] args) {
    System.exit(commands().execute(args));
  }

  /** All commands. */
  public static CommandLine commands() {
    CommandLine commands = new CommandLine(new Nightshift());
    commands.setExecutionExceptionHandler(Nightshift::explain);
    return commands;
  }

  /** The station's clock where nobody sets another. */
  public static Clock clock() {
    return Clock.systemUTC();
  }

  /** Where the routes are: beside lib/, for users to edit. */
  public static String routes() {
    return "file:"
        + System.getProperty("nightshift.distribution", "src/main/resources")
        + "/routes/*.camel.yaml";
  }

  private static int explain(
      Exception failure, CommandLine commands, CommandLine.ParseResult parsed) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SettingException wrong) {
        commands.getErr().println("nightshift: " + wrong.getMessage());
        return CommandLine.ExitCode.USAGE;
      }
      if (cause instanceof ParameterException trouble) {
        commands.getErr().println("nightshift: a setting of Camel's: " + trouble.getMessage());
        return trouble.isAway() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.USAGE;
      }
      if (cause instanceof OutsideException away) {
        commands.getErr().println("nightshift: " + away.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
      }
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    LoggerFactory.getLogger(Nightshift.class).debug("The start failed", failure);
    commands
        .getErr()
        .println(
            "nightshift: the station cannot start: "
                + root.getMessage()
                + " ("
                + root.getClass().getSimpleName()
                + "; log.level=DEBUG says more)");
    return CommandLine.ExitCode.SOFTWARE;
  }

  @Command(
      name = "run",
      description = "Runs the station until it is stopped.",
      mixinStandardHelpOptions = true)
  static final class Run implements Callable<Integer> {
    @Option(
        names = "--settings",
        paramLabel = "FILE",
        description = "A properties file with the settings that differ from the defaults.")
    private Path file;

    @Override
    public Integer call() throws Exception {
      SettingSources sources = SettingSources.read(file);
      Main main = new Station(clock(), sources).main();
      main.configure().setRoutesIncludePattern(routes());
      main.run();
      return main.getExitCode();
    }
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Nightshift.class.getPackage().getImplementationVersion();
      return new String[] {"nightshift " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
