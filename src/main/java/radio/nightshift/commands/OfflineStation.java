package radio.nightshift.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import radio.nightshift.Station;
import radio.nightshift.alerts.Tellers;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.StationRules;
import radio.nightshift.programme.Timetable;
import radio.nightshift.rehearse.KnownLengths;
import radio.nightshift.routing.RouteFiles;
import radio.nightshift.schedule.CalendarException;
import radio.nightshift.schedule.CalendarTrouble;
import radio.nightshift.schedule.CalendarWindow;
import radio.nightshift.schedule.StationSchedule;
import radio.nightshift.settings.SettingSources;
import radio.nightshift.settings.Settings;

/**
 * A station whose timers and pollers are off; commands send questions to its routes. It leaves
 * nothing behind but a folder of its own.
 */
final class OfflineStation implements AutoCloseable {
  /** Slots outside a span of time may still bear on it. */
  private static final Duration AROUND = Duration.ofDays(1);

  private static final int TRIES = 2;

  private final Main main;
  private final CamelContext context;
  private final ProducerTemplate ask;
  private final Scratch scratch;
  private final PrintWriter warnings;
  private final RehearsedEditions editions;

  private OfflineStation(Main main, Scratch scratch, PrintWriter warnings) throws IOException {
    this.main = main;
    this.context = main.getCamelContext();
    this.ask = context.createProducerTemplate();
    this.scratch = scratch;
    this.warnings = warnings;
    this.editions =
        new RehearsedEditions(
            ask,
            new Settings(name -> context.resolvePropertyPlaceholders("{{?" + name + "}}")),
            new KnownLengths(scratch.kept()),
            warnings);
  }

  /**
   * Starts it, with those of the user's route files that hold.
   *
   * @param warnings gets a line for each thing that could not be read
   */
  static OfflineStation start(SettingSources sources, Clock clock, PrintWriter warnings)
      throws Exception {
    AtomicReference<OfflineStation> started = new AtomicReference<>();
    new Launch(RouteFiles::of, files -> trial(sources, clock, files))
        .of(files -> started.set(started(sources, clock, warnings, files)))
        .forEach(
            fault ->
                warnings.printf(
                    "nightshift: %s cannot be used and is not read: %s.%n",
                    fault.place(), fault.words()));
    return started.get();
  }

  /** Starts one with some route files, and ends it. */
  static void trial(SettingSources sources, Clock clock, Function<Settings, RouteFiles> files)
      throws Exception {
    started(sources, clock, null, files).close();
  }

  private static OfflineStation started(
      SettingSources sources,
      Clock clock,
      PrintWriter warnings,
      Function<Settings, RouteFiles> files)
      throws Exception {
    Scratch scratch = Scratch.below(Path.of(sources.texts().getOrDefault("station.home", "")));
    Main main = Station.offline(clock, sources, scratch.passing(), files).main();
    main.configure().setAutoStartup(false);
    try {
      main.start();
    } catch (Exception e) {
      main.stop();
      scratch.close();
      throw e;
    }
    for (Route route : main.getCamelContext().getRoutes()) {
      if (route.getEndpoint().getEndpointUri().startsWith("direct:")) {
        main.getCamelContext().getRouteController().startRoute(route.getId());
      }
    }
    return new OfflineStation(main, scratch, warnings);
  }

  StationRules rules() {
    return context.getRegistry().lookupByNameAndType("timetable", Timetable.class).rules();
  }

  /** The calendar's schedule; if it is away, the last one that the station has kept. */
  Schedule schedule(Instant from, Instant to) {
    CalendarException trouble = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        return calendar(from.minus(AROUND), to.plus(AROUND));
      } catch (CalendarException e) {
        trouble = e;
        if (e.isLasting()) {
          break;
        }
      }
    }
    StationSchedule last = stationSchedule();
    warnings.printf(
        "nightshift: %s. %s%n",
        trouble.getMessage(),
        last.age()
            .map(age -> "The last good schedule is used; it is %d h old.".formatted(age.toHours()))
            .orElse("No schedule was ever read here; files play by their stamps."));
    return last.current();
  }

  /**
   * Reads the calendar.
   *
   * @throws CalendarException if it is away
   */
  Schedule calendar(Instant from, Instant to) throws CalendarException {
    Exchange answer =
        ask.send(
            "direct:schedule-read",
            exchange -> exchange.getMessage().setBody(new CalendarWindow(from, to, false)));
    if (answer.getException() != null) {
      throw CalendarTrouble.inWords(answer.getException());
    }
    return answer.getMessage().getBody(Schedule.class);
  }

  /** Those who are told of conditions; none if no receiver is set. */
  Optional<Tellers> receivers() {
    return Optional.ofNullable(context.getRegistry().findSingleByType(Tellers.class));
  }

  /**
   * Sends a message to a route.
   *
   * @return why that failed, if it did
   */
  Optional<Exception> send(String route, Object body) {
    return Optional.ofNullable(
        ask.send(route, exchange -> exchange.getMessage().setBody(body)).getException());
  }

  StationSchedule stationSchedule() {
    return context.getRegistry().lookupByNameAndType("stationSchedule", StationSchedule.class);
  }

  /** The editions that there are. */
  RehearsedEditions editions() {
    return editions;
  }

  @Override
  public void close() throws IOException {
    main.stop();
    scratch.close();
  }
}
