package radio.nightshift.commands;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import radio.nightshift.Nightshift;
import radio.nightshift.programme.Choice;
import radio.nightshift.rehearse.Rehearsal;
import radio.nightshift.rehearse.RehearsalReport;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.SettingSources;
import radio.nightshift.settings.Settings;

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

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "A table, or one JSON object a line.")
  private String format;

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
    RehearsalReport report = report();
    PrintWriter out = command.commandLine().getOut();
    try (OfflineStation station =
        OfflineStation.start(
            SettingSources.read(file.path()), clock, command.commandLine().getErr())) {
      ZoneId zone = station.rules().zone();
      Instant begin = instant("--from", from, zone);
      Instant end = instant("--to", to, zone);
      if (!begin.isBefore(end)) {
        throw new SettingException(
            "--to is '%s'; give an instant after --from, '%s'.".formatted(to, from));
      }
      List<Choice> choices =
          new Rehearsal(station.rules(), station::length)
              .of(station.schedule(begin, end), station.editions(), begin, end);
      report.print(choices, zone, out);
      out.flush();
      return station.isIncomplete() || choices.stream().anyMatch(Choice::isProblem)
          ? CommandLine.ExitCode.SOFTWARE
          : CommandLine.ExitCode.OK;
    }
  }

  private RehearsalReport report() {
    try {
      return RehearsalReport.valueOf(format.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw Settings.wrong("--format", format, "give text or json");
    }
  }

  private static Instant instant(String option, String text, ZoneId zone) {
    for (Reading reading :
        List.<Reading>of(
            all -> OffsetDateTime.parse(all).toInstant(),
            all -> LocalDateTime.parse(all).atZone(zone).toInstant(),
            all -> LocalDate.parse(all).atStartOfDay(zone).toInstant())) {
      try {
        return reading.of(text.strip());
      } catch (DateTimeException anotherForm) {
        // The next may be it.
      }
    }
    throw Settings.wrong(
        option, text, "give an instant such as 2026-06-10T13:00:00Z or 2026-06-10");
  }

  /** One of the forms in which a person writes an instant. */
  private interface Reading {
    Instant of(String text);
  }
}
