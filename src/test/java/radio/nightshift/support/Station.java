package radio.nightshift.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.commons.csv.CSVRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.programme.Slot;
import radio.nightshift.routing.RouteFiles;
import radio.nightshift.schedule.CalendarWindow;
import radio.nightshift.schedule.StationSchedule;
import radio.nightshift.settings.SettingSources;

/**
 * The whole station with its own routes, in this JVM. Registered as an extension it has a home and
 * a log of its own in each test, and is stopped and cleared away afterwards.
 */
public final class Station implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd_HHmm").withZone(ZoneOffset.UTC);

  private final StationHome home;
  private final boolean isHomeOurs;
  private final Properties settings = new Properties();
  private String routes = "file:src/main/resources/routes/*.camel.yaml";
  private Clock clock = Clock.systemUTC();
  private final Deque<AutoCloseable> surroundings = new ArrayDeque<>();
  private LogLines log;
  private Main main;

  /** A station with a home of its own, which a test registers as an extension. */
  public Station() {
    this(newHome(), true);
  }

  /** A station in a folder of the test's, which the test closes. */
  public Station(Path home) {
    this(home, false);
  }

  private Station(Path home, boolean isHomeOurs) {
    this.home = new StationHome(home);
    this.isHomeOurs = isHomeOurs;
    with("station.home", home.toString());
    with("station.zone", "UTC");
    with("ingest.poll", "100ms");
    with("ingest.unfinished", "2s");
    with("playout.host", "127.0.0.1");
    with("playout.port", "1");
    with("playout.password", IcecastServer.PASSWORD);
    with("prepare.loudness", "off");
  }

  private static Path newHome() {
    try {
      return Files.createTempDirectory("station-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    log = LogLines.open();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    close();
    while (!surroundings.isEmpty()) {
      surroundings.pop().close();
    }
    log.close();
    if (isHomeOurs) {
      home.delete();
    }
  }

  public Station with(String setting, String value) {
    settings.setProperty(setting, value);
    return this;
  }

  public Station with(Properties others) {
    settings.putAll(others);
    return this;
  }

  /** Has a setting as the defaults are. */
  public Station without(String setting) {
    settings.remove(setting);
    return this;
  }

  public Station with(Clock clock) {
    this.clock = clock;
    return this;
  }

  /** Has it read the route files of a folder instead of the distribution's. */
  public Station withRoutes(UserRoutes own) {
    routes = "file:" + own.folder() + "/*.camel.yaml";
    return this;
  }

  /** Has a server closed after it, when the test is over. */
  public Station beside(AutoCloseable server) {
    surroundings.push(server);
    return this;
  }

  /** Starts it, or starts it again, with further settings: names and values in turn. */
  public Station start(String... further) throws Exception {
    for (int i = 0; i < further.length; i += 2) {
      with(further[i], further[i + 1]);
    }
    close();
    main = new radio.nightshift.Station(clock, SettingSources.of(settings), RouteFiles::of).main();
    main.bind("routeCoverage", new RouteCoverage());
    main.configure().setRoutesIncludePattern(routes);
    main.start();
    return this;
  }

  public CamelContext context() {
    return main.getCamelContext();
  }

  /** Its only bean of a type. */
  public <T> T bean(Class<T> type) {
    T bean = context().getRegistry().findSingleByType(type);
    assertThat(bean).as("the bean of %s", type).isNotNull();
    return bean;
  }

  /** The text that its routes know by a name. */
  public String named(String name) {
    return context().getRegistry().lookupByNameAndType(name, String.class);
  }

  /** The source client's password on a mount. */
  public String password(String mount) {
    return named(InnerNames.password(mount));
  }

  /** What has been logged since the test began, by this station and others. */
  public LogLines log() {
    return log;
  }

  public Path home() {
    return home.folder();
  }

  /** A file or folder in its home, by the names on the way there. */
  public Path path(String... names) {
    return home.path(names);
  }

  /** Puts a file into the ingest folder as a careful sender does, by a rename. */
  public void send(Path file, String name) throws IOException {
    home.send(file, name);
  }

  /** The names in a folder of its home. */
  public List<String> names(String folder) {
    return home.names(folder);
  }

  /** The programmes that are ready, by their times. */
  public List<PreparedProgramme> ready() {
    return home.ready();
  }

  /** Waits for the first programme to get ready. */
  public PreparedProgramme awaitFirstReady() {
    awaitReady(1);
    return ready().get(0);
  }

  /** Has prepare inspect a file in the inbox, and waits until that has been done. */
  public void inspect(String name) {
    String path = path("inbox", name).toString();
    Completions inspections = new Completions(InnerNames.INSPECT, path);
    inspections.start();
    context().getManagementStrategy().addEventNotifier(inspections);
    context().createProducerTemplate().sendBody(InnerNames.PREPARE, path);
    Awaitility.await(name + " is inspected").until(inspections::isSeen);
    context().getManagementStrategy().removeEventNotifier(inspections);
  }

  /**
   * Sees whether a route has dealt with something. (Camel's NotifyBuilder loses a match if another
   * thread compares another exchange at that moment.)
   */
  private static final class Completions extends EventNotifierSupport {
    private final String route;
    private final String about;
    private volatile boolean isSeen;

    Completions(String route, String about) {
      this.route = route;
      this.about = about;
    }

    boolean isSeen() {
      return isSeen;
    }

    @Override
    public void notify(CamelEvent event) {
      if (event instanceof ExchangeCompletedEvent done
          && route.equals(done.getExchange().getFromRouteId())
          && about.equals("" + done.getExchange().getMessage().getBody())) {
        isSeen = true;
      }
    }
  }

  /**
   * Hands a cue to its mount, however far it is from being due, with what a route may have noted.
   */
  public void putOnAir(Cue cue, Map<String, Object> properties) {
    context()
        .createProducerTemplate()
        .send(
            InnerNames.onAir(cue),
            exchange -> {
              exchange.getMessage().setBody(cue);
              properties.forEach(exchange::setProperty);
            });
  }

  /** Reads the schedule of any time; the exchange has what came of it. */
  public Exchange readSchedule(Instant from, Instant to) {
    return context()
        .createProducerTemplate()
        .request(
            InnerNames.READ_SCHEDULE,
            exchange -> exchange.getMessage().setBody(new CalendarWindow(from, to, false)));
  }

  /** The lines of the as-run log, once there are so many. */
  public List<CSVRecord> awaitAsRun(int count) {
    Awaitility.await(count + " lines in the as-run log").until(() -> home.asRun().size() >= count);
    return home.asRun();
  }

  /** An instant as file names have it in a station of the zone UTC. */
  public static String stamp(Instant instant) {
    return STAMP.format(instant);
  }

  /** The slots of its schedule. */
  public List<Slot> slots() {
    return bean(StationSchedule.class).current().slots();
  }

  /** Waits until its schedule has these programmes and no others. */
  public void awaitSlots(String... pids) {
    Awaitility.await("programmes in the schedule")
        .untilAsserted(() -> assertThat(slots()).extracting(Slot::pid).containsExactly(pids));
  }

  /** Waits until so many programmes are ready. */
  public void awaitReady(int count) {
    Awaitility.await(count + " programmes ready")
        .until(() -> names("ready").size() == count || !deadLetters().isEmpty());
    assertThat(deadLetters()).as("dead letters").isEmpty();
  }

  /** What could not be dealt with, with its stack traces; a test that expects none checks that. */
  public List<String> deadLetters() {
    return home.deadLetters();
  }

  @Override
  public void close() {
    if (main != null) {
      main.stop();
      main = null;
    }
  }
}
