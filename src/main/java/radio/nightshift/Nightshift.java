package radio.nightshift;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.camel.main.Main;
import org.apache.camel.util.OrderedLocationProperties;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
    name = "nightshift",
    description =
        "An unattended radio station: each recorded programme on its mount at its instant.",
    mixinStandardHelpOptions = true,
    versionProvider = Nightshift.Version.class,
    subcommands = Nightshift.Run.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Nightshift {
  private Nightshift() {}

  /**
   * Runs a command; exits with 0 when it is done, 1 when it failed, 2 on a wrong setting or usage.
   */
  public static void main(String[] args) {
    CommandLine commands = new CommandLine(new Nightshift());
    commands.setExecutionExceptionHandler(Nightshift::explain);
    System.exit(commands.execute(args));
  }

  private static int explain(
      Exception failure, CommandLine commands, CommandLine.ParseResult parsed) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SettingException wrong) {
        commands.getErr().println("nightshift: " + wrong.getMessage());
        return CommandLine.ExitCode.USAGE;
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
      Properties own = file == null ? new Properties() : Settings.file(file);
      Properties all = new OrderedLocationProperties();
      all.putAll(Settings.defaults());
      all.putAll(own);
      Main main = new Main();
      main.setDefaultPropertyPlaceholderLocation("false");
      main.setInitialProperties(all);
      main.configure().setRoutesIncludePattern("file:" + routes() + "/*.camel.yaml");
      main.configure()
          .addConfiguration(new StationConfiguration(Clock.systemUTC(), own.stringPropertyNames()));
      main.run();
      return main.getExitCode();
    }

    private static String routes() {
      return System.getProperty("nightshift.distribution", "src/main/resources") + "/routes";
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
