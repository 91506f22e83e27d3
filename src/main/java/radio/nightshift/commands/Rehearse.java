package radio.nightshift.commands;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import radio.nightshift.Nightshift;
import radio.nightshift.programme.Choice;
import radio.nightshift.programme.WrittenInstant;
import radio.nightshift.rehearse.Rehearsal;
import radio.nightshift.rehearse.RehearsalReport;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.SettingSources;

/** The command that shows what will be played; it streams nothing and changes nothing. */
@Command(
    name = "rehearse",
    description = {
      "Shows what will be played, by the same calendar, bucket and rules as on the air, and changes nothing.",
      "Exits with 0 if nothing is missing or in conflict, 1 if something is, 2 on a wrong setting."
    },
    mixinStandardHelpOptions = true)
public final class Rehearse implements Callable<Integer> {
  @Mixin private SettingsFile file;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      required = true,
      description =
          "Its beginning, such as 2026-06-10T13:00:00Z; without an offset it is the station's time, and a"
              + " date alone is that day's beginning.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      required = true,
      description = "Its end, which is not part of it.")
  private String to;

  @Mixin private OutputFormat format;
  @Spec private CommandSpec command;
  private final Clock clock;

  Rehearse() {
    this(Nightshift.clock());
  }

  Rehearse(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    System.setProperty("nightshift.log", "System.err");
    RehearsalReport report = format.isJson() ? RehearsalReport.JSON : RehearsalReport.TEXT;
    PrintWriter out = command.commandLine().getOut();
    try (OfflineStation station =
        OfflineStation.start(
            SettingSources.read(file.path()), clock, command.commandLine().getErr())) {
      ZoneId zone = station.rules().zone();
      Instant begin = WrittenInstant.of("--from", from, zone);
      Instant end = WrittenInstant.of("--to", to, zone);
      if (!begin.isBefore(end)) {
        throw new SettingException(
            "--to is '%s'; give an instant after --from, '%s'.".formatted(to, from));
      }
      RehearsedEditions editions = station.editions();
      List<Choice> choices =
          new Rehearsal(station.rules(), editions::length)
              .of(station.schedule(begin, end), editions.all(), begin, end);
      report.print(choices, zone, out);
      out.flush();
      return editions.isIncomplete() || choices.stream().anyMatch(Choice::isProblem)
          ? CommandLine.ExitCode.SOFTWARE
          : CommandLine.ExitCode.OK;
    }
  }
}
