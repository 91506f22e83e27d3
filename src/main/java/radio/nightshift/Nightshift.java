package radio.nightshift;

import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import radio.nightshift.commands.Alerts;
import radio.nightshift.commands.AsRuns;
import radio.nightshift.commands.Check;
import radio.nightshift.commands.Drain;
import radio.nightshift.commands.Loop;
import radio.nightshift.commands.Rehearse;
import radio.nightshift.commands.Routes;
import radio.nightshift.commands.Run;
import radio.nightshift.commands.Schedule;
import radio.nightshift.commands.Status;
import radio.nightshift.commands.Watchdog;
import radio.nightshift.control.NoStationException;
import radio.nightshift.routing.RouteFault;
import radio.nightshift.settings.OutsideException;
import radio.nightshift.settings.ParameterException;
import radio.nightshift.settings.SettingException;

/** The command line. */
@Command(
    name = "nightshift",
    description =
        "An unattended radio station: each recorded programme on its mount at its instant.",
    mixinStandardHelpOptions = true,
    versionProvider = Nightshift.Version.class,
    subcommands = {
      Run.class,
      Rehearse.class,
      Check.class,
      Status.class,
      Schedule.class,
      AsRuns.class,
      Drain.class,
      Loop.class,
      Alerts.class,
      Watchdog.class,
      Routes.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Nightshift {
  private static final int NO_STATION = 3;
  private static final String RUN = "run";

  private Nightshift() {}

  /**
   * Runs a command; exits with 0 when it is done, 1 when it failed, 2 on a wrong setting or usage,
   * 3 if it asks a station and there is none, 69 when a station has been drained.
   */
  public static void main(String[] args) {
    boolean runs = args.length > 0 && args[0].equals(RUN);
    LoadAhead ahead = runs ? new LoadAhead() : null;
    CommandLine commands = commands();
    if (runs) {
      ahead.awaitLog();
    }
    System.exit(commands.execute(args));
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

  private static int explain(
      Exception failure, CommandLine commands, CommandLine.ParseResult parsed) {
    LoggerFactory.getLogger(Nightshift.class).debug("The command failed", failure);
    commands.getErr().println(severity() + "nightshift: " + explanation(failure, commands));
    if (found(NoStationException.class, failure).isPresent()) {
      return NO_STATION;
    }
    return isOfTheUser(failure) ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
  }

  /** Before a line for the journal, as log/journal.properties has it for the log's. */
  private static String severity() {
    return "journal".equals(System.getProperty("nightshift.log.form")) ? "<3>" : "";
  }

  private static boolean isOfTheUser(Throwable failure) {
    return found(SettingException.class, failure).isPresent()
        || found(ParameterException.class, failure).filter(e -> !e.isAway()).isPresent();
  }

  /** Why a command failed, in one line for a person. */
  static String explanation(Throwable failure, CommandLine command) {
    Optional<String> parameter =
        found(ParameterException.class, failure)
            .map(trouble -> "a setting of Camel's: " + trouble.getMessage());
    return Stream.of(
            found(SettingException.class, failure).map(Throwable::getMessage),
            parameter,
            found(OutsideException.class, failure).map(Throwable::getMessage),
            found(NoStationException.class, failure).map(Throwable::getMessage),
            found(FailedToCreateRouteException.class, failure).map(Nightshift::brokenRoute))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> anyOther(failure, command));
  }

  private static String brokenRoute(FailedToCreateRouteException failure) {
    return "the station cannot start with the route '%s': %s; correct it, or turn on the room that it needs if that is off, or take it out of the route files."
        .formatted(failure.getRouteId(), RouteFault.reason(failure));
  }

  private static String anyOther(Throwable failure, CommandLine command) {
    Throwable root = ObjectHelper.createExceptionIterator(failure).next();
    String words = RouteFault.reason(root);
    String kind = root.getClass().getSimpleName();
    return command.getCommandName().equals(RUN)
        ? "the station cannot start: %s (%s; log.level=DEBUG says more)".formatted(words, kind)
        : "'%s' has failed: %s (%s)"
            .formatted(command.getCommandSpec().qualifiedName(), words, kind);
  }

  private static <T extends Throwable> Optional<T> found(Class<T> kind, Throwable failure) {
    for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
      if (kind.isInstance(cause)) {
        return Optional.of(kind.cast(cause));
      }
    }
    return Optional.empty();
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Nightshift.class.getPackage().getImplementationVersion();
      return new String[] {"nightshift " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
