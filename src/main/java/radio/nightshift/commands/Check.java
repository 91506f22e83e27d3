package radio.nightshift.commands;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import radio.nightshift.Nightshift;
import radio.nightshift.Station;
import radio.nightshift.check.Checkup;
import radio.nightshift.check.Probe;
import radio.nightshift.check.ServiceUnit;
import radio.nightshift.check.Trouble;
import radio.nightshift.schedule.CalendarException;
import radio.nightshift.settings.SettingSources;

/** The command that tries every outside part; it begins nothing and keeps nothing. */
@Command(
    name = "check",
    description = {
      "Tries every outside part of the station, and says of each in one line how it is.",
      "Exits with 0 if all is well, 1 if a part failed, 2 on a wrong setting."
    },
    mixinStandardHelpOptions = true)
public final class Check implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Mixin private SettingsFile file;

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
    SettingSources sources = SettingSources.read(file.path());
    sources.warnings().forEach(LoggerFactory.getLogger(Check.class)::warn);
    PrintWriter out = command.commandLine().getOut();
    Station station = Station.checked(clock, sources);
    List<Probe> probes = new ArrayList<>(station.probes());
    ServiceUnit.of(sources).map(ServiceUnit::probe).ifPresent(probes::add);
    if (station.readsCalendar()) {
      probes.add(new Probe("calendar", () -> calendar(sources, out)));
    }
    boolean well =
        new Checkup(
                PATIENCE,
                line -> {
                  out.println(line);
                  out.flush();
                })
            .of(probes);
    return well ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private String calendar(SettingSources sources, PrintWriter out) throws Exception {
    try (OfflineStation station = OfflineStation.start(sources, clock, out)) {
      Instant now = clock.instant();
      int slots = station.calendar(now, now.plus(Duration.ofDays(7))).slots().size();
      return "%d slots in the coming week, from %s"
          .formatted(slots, station.stationSchedule().sourceWords());
    } catch (CalendarException away) {
      throw new Trouble(away.getMessage() + ".");
    }
  }
}
