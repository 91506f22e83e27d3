package radio.nightshift;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.MaskingFormatter;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.processor.DefaultMaskingFormatter;
import org.slf4j.LoggerFactory;
import radio.nightshift.alerts.AlertsRoom;
import radio.nightshift.check.ClockProbe;
import radio.nightshift.check.Folder;
import radio.nightshift.check.Probe;
import radio.nightshift.check.Trouble;
import radio.nightshift.condition.ConditionRoute;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.ConditionsHealthCheck;
import radio.nightshift.loop.LoopRoom;
import radio.nightshift.programme.Mounts;
import radio.nightshift.programme.Timetable;
import radio.nightshift.room.Housekeeping;
import radio.nightshift.room.Mode;
import radio.nightshift.room.Premises;
import radio.nightshift.room.Room;
import radio.nightshift.routing.ChosenRoutes;
import radio.nightshift.routing.RouteFiles;
import radio.nightshift.routing.RouteSettings;
import radio.nightshift.schedule.ScheduleRoom;
import radio.nightshift.secrets.Secrets;
import radio.nightshift.settings.SettingNames;
import radio.nightshift.settings.SettingSources;
import radio.nightshift.settings.Settings;

/** The station: from its settings to the rooms that are on, and from them to a Camel. */
public final class Station implements CamelConfiguration {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Station.class);
  private static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

  private final Clock clock;
  private final SettingSources sources;
  private final Mode mode;
  private final Path scratch;
  private final Rooms rooms;
  private final Main main;
  private final ChosenRoutes routes;
  private CamelContext context;
  private Secrets secrets;
  private Premises opened;
  private volatile Integer ending;

  /**
   * A station that is to run.
   *
   * @param clock the station's only clock
   * @param sources what the user has set
   * @param choice which route files it reads
   */
  public Station(Clock clock, SettingSources sources, Function<Settings, RouteFiles> choice) {
    this(clock, sources, Mode.RUN, null, Rooms.ALL, choice);
  }

  Station(
      Clock clock,
      SettingSources sources,
      Mode mode,
      Path scratch,
      Rooms rooms,
      Function<Settings, RouteFiles> choice) {
    this.clock = clock;
    this.sources = sources;
    this.mode = mode;
    this.scratch = scratch;
    this.rooms = rooms;
    main = sources.main(this::made);
    routes = new ChosenRoutes(main, choice);
    main.configure().addConfiguration(this);
  }

  /**
   * A station that answers questions and leaves nothing on disk or in the cloud.
   *
   * @param scratch where downloads may lie for a while
   * @param choice which route files it reads
   */
  public static Station offline(
      Clock clock, SettingSources sources, Path scratch, Function<Settings, RouteFiles> choice) {
    return new Station(clock, sources, Mode.OFFLINE, scratch, Rooms.ALL, choice);
  }

  /** The Camel that is this station once it is started. */
  public Main main() {
    return main;
  }

  /** The exit code of a station that has run to its end. */
  public int exitCode() {
    return ending == null ? main.getExitCode() : ending;
  }

  private void end(int exitCode) {
    ending = exitCode;
    main.completed();
  }

  private void made(CamelContext made) {
    context = made;
    secrets = new Secrets(made, sources, clock, mode == Mode.RUN);
    routes.choose(secrets.settings());
  }

  @Override
  public void configure(CamelContext context) {
    if (mode == Mode.CHECK) {
      return;
    }
    Settings settings = secrets.settings();
    List<String> off = rooms.off(settings);
    logLevel(settings);
    sources.warnings().forEach(LOG::warn);
    secrets.read(Mounts.PARAMETERS, !off.contains("playout"));
    warnOfUnknownNames(settings, off);
    opened = premises();
    try {
      furnish(opened, off);
    } catch (RuntimeException e) {
      leave();
      throw e;
    }
  }

  /** Leaves whatever it has opened, begun and locked after a start that has failed. */
  public void leave() {
    if (opened != null) {
      opened.services().leave();
      opened.close();
    }
  }

  private void furnish(Premises premises, List<String> off) {
    List<Room> on = rooms.on(premises);
    context.getRegistry().bind("clock", Clock.class, clock);
    context.getRegistry().bind("timetable", Timetable.class, premises.timetable());
    // One for all: else each log step of each route would have some hundred patterns of its own.
    context.getRegistry().bind(MaskingFormatter.CUSTOM_LOG_MASK_REF, new DefaultMaskingFormatter());
    on.forEach(room -> room.bind(context.getRegistry()));
    RouteSettings.bind(context.getRegistry(), sources.own(), premises.settings());
    List<String> onNames = rooms.names().stream().filter(room -> !off.contains(room)).toList();
    show(premises, onNames);
    premises.services().install(context);
    secrets.seal();
    routes.leaveOut(Rooms.ALL.names().stream().filter(name -> !onNames.contains(name)).toList());
    if (premises.runs()) {
      routes.report(premises.conditions());
      LOG.info("Nightshift works in {}, zone {}.", premises.home(), premises.zone());
    }
  }

  private void show(Premises premises, List<String> on) {
    Conditions conditions = premises.conditions();
    conditions.keepOnly(Set.copyOf(on));
    context.getRegistry().bind("conditions", Conditions.class, conditions);
    premises.services().health(new ConditionsHealthCheck(conditions));
    premises.services().atStop(conditions::close);
    premises.services().endBy(this::end);
    if (premises.runs()) {
      Housekeeping housekeeping = new Housekeeping(premises);
      premises.services().atEnd(housekeeping::close);
      ConditionRoute route = new ConditionRoute();
      premises.services().atStart(route);
      premises.services().atEnd(route::close);
      conditions.listen(route);
    }
    // Last, as another station may have the home from then on.
    premises.services().atEnd(premises::close);
  }

  /** A station whose settings are judged and whose outside world is tried; it never starts. */
  public static Station checked(Clock clock, SettingSources sources) {
    Station station = new Station(clock, sources, Mode.CHECK, null, Rooms.ALL, RouteFiles::of);
    // Only made: nothing connects, and no route is read.
    station.main.init();
    return station;
  }

  /**
   * The external systems that these settings depend on, in the order in which they are to be
   * mended.
   *
   * @throws radio.nightshift.settings.SettingException if a setting is wrong
   */
  public List<Probe> probes() {
    Settings settings = secrets.settings();
    List<String> off = rooms.off(settings);
    level(settings);
    secrets.tryToRead(Mounts.PARAMETERS, !off.contains("playout"));
    warnOfUnknownNames(settings, off);
    Premises premises = premises();
    List<Room> on = rooms.on(premises);
    Folder home = premises.homeFolder();
    List<Probe> probes = new ArrayList<>(List.of(home.writable(), home.room()));
    parameters(premises).ifPresent(probes::add);
    on.forEach(room -> probes.addAll(room.probes()));
    probes.add(new ClockProbe(clock, premises.timeSources()).part());
    return probes;
  }

  /** Whether there is a calendar to be read, for which an offline station is needed. */
  public boolean readsCalendar() {
    Settings settings = secrets.settings();
    return !rooms.off(settings).contains("schedule") && ScheduleRoom.hasCalendar(settings);
  }

  private Optional<Probe> parameters(Premises premises) {
    String path = premises.settings().text("secrets.parameters");
    if (premises.missing().isPresent()) {
      return Optional.of(
          new Probe(
              "parameters",
              () -> {
                throw new Trouble(premises.missing().get());
              }));
    }
    return path.isEmpty()
        ? Optional.empty()
        : Optional.of(new Probe("parameters", () -> "those below " + path + " are read"));
  }

  private Premises premises() {
    Premises premises = new Premises(secrets, clock, mode, scratch, this::tlsSockets);
    if (!premises.settings().text("secrets.parameters").isEmpty()) {
      premises.timeSource(URI.create("https://s3.amazonaws.com/"));
    }
    return premises;
  }

  private SSLSocketFactory tlsSockets() throws Exception {
    SSLContextParameters parameters = context.getSSLContextParameters();
    return parameters == null
        ? (SSLSocketFactory) SSLSocketFactory.getDefault()
        : parameters.createSSLContext(context).getSocketFactory();
  }

  private void warnOfUnknownNames(Settings settings, List<String> off) {
    Set<String> known = new HashSet<>(Settings.defaults().stringPropertyNames());
    if (!off.contains("playout")) {
      known.addAll(new Mounts(settings, false).furtherSettings());
    }
    if (!off.contains("loop")) {
      known.addAll(LoopRoom.known(settings));
    }
    if (!off.contains("alerts")) {
      known.addAll(AlertsRoom.known(settings));
    }
    new SettingNames(known, off).warnings(sources.own()).forEach(LOG::warn);
  }

  /** Commands log warnings and errors only. */
  private void logLevel(Settings settings) {
    Level level = level(settings);
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME))
        .setLevel(mode == Mode.RUN || level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
  }

  private static Level level(Settings settings) {
    return settings.oneOf(
        "log.level",
        LEVELS,
        value -> {
          String upper = value.toUpperCase(Locale.ROOT);
          if (!LEVELS.contains(upper)) {
            throw new IllegalArgumentException(value);
          }
          return Level.valueOf(upper);
        });
  }
}
