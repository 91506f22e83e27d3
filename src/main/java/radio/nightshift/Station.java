package radio.nightshift;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.slf4j.LoggerFactory;
import radio.nightshift.address.AddressRoom;
import radio.nightshift.ingest.Inbox;
import radio.nightshift.ingest.IngestRoom;
import radio.nightshift.ingest.StableFiles;
import radio.nightshift.ingest.UntellableNames;
import radio.nightshift.media.Encoding;
import radio.nightshift.playout.AsRunCsv;
import radio.nightshift.playout.AsRunLog;
import radio.nightshift.playout.NowPlaying;
import radio.nightshift.playout.OnAir;
import radio.nightshift.playout.ReadyProgrammes;
import radio.nightshift.playout.Remarks;
import radio.nightshift.prepare.PrepareRoom;
import radio.nightshift.programme.Mount;
import radio.nightshift.programme.MountSettings;
import radio.nightshift.programme.Rules;
import radio.nightshift.programme.Timetable;
import radio.nightshift.rehearse.Measure;
import radio.nightshift.schedule.ScheduleRoom;
import radio.nightshift.schedule.google.StoredLogin;
import radio.nightshift.secrets.Secrets;
import radio.nightshift.settings.SettingNames;
import radio.nightshift.settings.SettingSources;
import radio.nightshift.settings.Settings;

/** The only wiring: reads the settings, and puts what the routes name into the registry. */
public final class Station implements CamelConfiguration {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Station.class);
  private static final String TEMPLATE = "playout-mount";

  private final Clock clock;
  private final SettingSources sources;
  private final Path scratch;
  private Secrets secrets;

  /**
   * Wires a station.
   *
   * @param clock the station's only clock
   * @param sources what the user has set
   */
  public Station(Clock clock, SettingSources sources) {
    this(clock, sources, null);
  }

  private Station(Clock clock, SettingSources sources, Path scratch) {
    this.clock = clock;
    this.sources = sources;
    this.scratch = scratch;
  }

  /**
   * Wires a station that is only asked, and leaves nothing on disk or in the cloud.
   *
   * @param scratch where downloads may lie for a while
   */
  public static Station toBeAsked(Clock clock, SettingSources sources, Path scratch) {
    return new Station(clock, sources, scratch);
  }

  /** A Camel that is this station once it is started. */
  public Main main() {
    Main main =
        sources.main(context -> secrets = new Secrets(context, sources, clock, scratch == null));
    main.configure().addConfiguration(this);
    return main;
  }

  @Override
  public void configure(CamelContext context) {
    boolean runs = scratch == null;
    Settings settings = secrets.settings();
    logLevel(settings, runs);
    sources.warnings().forEach(LOG::warn);
    secrets.read();
    MountSettings mountSettings = new MountSettings(settings, runs);
    Set<String> known = mountSettings.furtherSettings();
    known.addAll(Settings.defaults().stringPropertyNames());
    new SettingNames(known).warnings(sources.own()).forEach(LOG::warn);

    Path home = runs ? settings.folder("station.home") : settings.place("station.home");
    ZoneId zone = settings.zone("station.zone");
    List<Mount> mounts = mountSettings.mounts();
    Path incoming = runs ? settings.folder("ingest.folder") : settings.place("ingest.folder");
    settings.flag("ingest.recursive");
    if (incoming.startsWith(home) && !incoming.equals(home.resolve("incoming"))) {
      throw Settings.wrong(
          "ingest.folder", "" + incoming, "give a folder outside station.home, or its incoming/");
    }
    seeAsRead(context, settings, home, incoming);
    IngestRoom bucketSettings = new IngestRoom(settings);
    bucketSettings.show(context.getPropertiesComponent());

    Registry registry = context.getRegistry();
    registry.bind("clock", Clock.class, clock);
    PrepareRoom prepareSettings = new PrepareRoom(settings);
    Timetable timetable = new Timetable(new Rules(zone, prepareSettings.fit()), clock);
    registry.bind("timetable", timetable);
    new ScheduleRoom(settings, timetable).bind(context, runs ? home : scratch, login(), runs);
    registry.bind("stableFiles", new StableFiles());
    Inbox inbox = new Inbox(home, clock);
    registry.bind("inbox", inbox);
    registry.bind(
        "untellableNames", new UntellableNames(incoming, settings.flag("ingest.recursive")));
    Path arriving = runs ? home.resolve("arriving") : scratch;
    bucketSettings.bind(context, home, arriving, inbox, timetable);
    prepareSettings.show(context.getPropertiesComponent());
    prepareSettings.bind(context, home, encodings(mounts), timetable);
    ReadyProgrammes ready = new ReadyProgrammes(home, timetable, mounts);
    registry.bind("readyProgrammes", ready);
    registry.bind("measure", new Measure());
    registry.bind("remarks", new Remarks(ready, clock));
    registry.bind("onAir", new OnAir(ready, mounts, clock));
    registry.bind("nowPlaying", new NowPlaying(mounts));
    registry.bind("asRunCsv", new AsRunCsv(home, zone));
    registry.bind("asRunLog", new AsRunLog(asRunStore(settings)));
    mounts.forEach(mount -> bindLogin(registry, mount));
    new AddressRoom(settings).bind(registry);
    registry.bind("storedLogin", login());
    secrets.startIsOver();
    registry.bind("mountRoutes", RouteTemplateParameterSource.class, new MountRoutes(mounts));
    if (runs) {
      LOG.info("Nightshift works in {}, takes files from {}, zone {}.", home, incoming, zone);
      mounts.forEach(mount -> LOG.info("Mount {}.", mount));
    }
  }

  private StoredLogin login() {
    return new StoredLogin(secrets.store(), secrets.path(), secrets.others(), secrets.key());
  }

  /** Routes must see what was read here: without blanks around it, and folders in full. */
  private static void seeAsRead(CamelContext context, Settings settings, Path home, Path incoming) {
    Properties asRead = new Properties();
    asRead.setProperty("ingest.recursive", settings.text("ingest.recursive"));
    asRead.setProperty("station.home", home.toString());
    asRead.setProperty("ingest.folder", incoming.toString());
    context.getPropertiesComponent().setOverrideProperties(asRead);
    // Free texts go by reference: in an endpoint's URI an & would end them.
    settings.flag("playout.listed");
    for (String name : List.of("name", "description", "genre", "url")) {
      context.getRegistry().bind("station-" + name, settings.text("playout." + name));
    }
  }

  /** Whoever only asks is told of warnings. */
  private static void logLevel(Settings settings, boolean runs) {
    List<String> levels = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");
    Level level =
        settings.oneOf(
            "log.level",
            levels,
            value -> {
              String upper = value.toUpperCase(Locale.ROOT);
              if (!levels.contains(upper)) {
                throw new IllegalArgumentException(value);
              }
              return Level.valueOf(upper);
            });
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME))
        .setLevel(runs || level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
  }

  private static List<Encoding> encodings(List<Mount> mounts) {
    return mounts.stream().map(Mount::encoding).distinct().toList();
  }

  /** Connects at the first use: a store that is away keeps nothing from starting. */
  private static HikariDataSource asRunStore(Settings settings) {
    HikariDataSource store = new HikariDataSource();
    store.setPoolName("as-run");
    store.setJdbcUrl(settings.matching("as-run.url", "jdbc:.+", "give a JDBC URL"));
    store.setUsername(settings.text("as-run.user"));
    store.setPassword(settings.text("as-run.password"));
    store.setMaximumPoolSize(2);
    store.setMinimumIdle(0);
    store.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
    store.setInitializationFailTimeout(-1);
    return store;
  }

  /** Routes name these by reference, so that no endpoint's URI holds a password. */
  private static void bindLogin(Registry registry, Mount mount) {
    registry.bind("user-" + mount.name(), mount.user());
    registry.bind("password-" + mount.name(), mount.password());
  }

  /** One route of the template for each mount. */
  private record MountRoutes(Map<String, Mount> mounts) implements RouteTemplateParameterSource {
    MountRoutes(List<Mount> mounts) {
      this(
          mounts.stream()
              .collect(
                  Collectors.toMap(
                      mount -> "playout-on-air-" + mount.name(), Function.identity())));
    }

    @Override
    public Set<String> routeIds() {
      return mounts.keySet();
    }

    @Override
    public Map<String, Object> parameters(String routeId) {
      Mount mount = mounts.get(routeId);
      return Map.of(
          TEMPLATE_ID,
          TEMPLATE,
          "name",
          mount.name(),
          "address",
          mount.host() + ":" + mount.port() + mount.path(),
          "tls",
          mount.tls(),
          "bitrate",
          mount.encoding().bitrate());
    }
  }
}
