package radio.nightshift.playout;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.check.Probe;
import radio.nightshift.icecast.MountProbe;
import radio.nightshift.icecast.NowPlaying;
import radio.nightshift.programme.Mount;
import radio.nightshift.room.Premises;
import radio.nightshift.room.Room;
import radio.nightshift.settings.Settings;

/**
 * Playing programmes on the mounts, and the log of it: settings {@code playout.*} and {@code
 * as-run.*}.
 */
public final class PlayoutRoom implements Room {
  private static final Logger LOG = LoggerFactory.getLogger(PlayoutRoom.class);

  private final Premises premises;
  private final Settings settings;
  private final List<Mount> mounts;
  private final String asRunUrl;
  private final List<Duration> missing;

  public PlayoutRoom(Premises premises) {
    this.premises = premises;
    settings = premises.settings();
    mounts = premises.mounts();
    asRunUrl = settings.matching("as-run.url", "jdbc:.+", "give a JDBC URL");
    settings.flag("playout.listed");
    missing = settings.durations("playout.missing", Duration.ofMinutes(1), Duration.ofDays(2));
    for (Mount mount : mounts) {
      premises.timeSource(
          URI.create(
              (mount.tls() ? "https://" : "http://") + mount.host() + ":" + mount.port() + "/"));
    }
  }

  @Override
  public void bind(Registry registry) {
    CueBook cues =
        new CueBook(
            premises.ready(),
            premises.timetable(),
            mounts,
            new Interventions(premises.home().resolve("interventions")));
    registry.bind("cueBook", cues);
    registry.bind("remarks", new Remarks(cues, premises.conditions(), premises.clock(), missing));
    registry.bind(
        "onAir", new OnAir(cues, mounts, premises.clock(), premises.airings()::isDraining));
    registry.bind("airings", premises.airings());
    registry.bind("operator", new Operator(cues, premises.airings(), premises.clock()));
    registry.bind("nowPlaying", new NowPlaying(mounts));
    registry.bind("asRunCsv", new AsRunCsv(premises.home(), premises.zone()));
    AsRunLog asRunLog = new AsRunLog(asRunStore(), premises.clock());
    registry.bind("asRunLog", asRunLog);
    registry.bind("asRunReport", new AsRunReport(asRunLog, premises.timetable()));
    registry.bind("runningOrderReport", new RunningOrderReport(cues, premises.timetable()));
    registry.bind("mountRoutes", RouteTemplateParameterSource.class, new MountRoutes(mounts));
    bindReferences(registry);
    registry.bind("quartz", quartz());
    PlayoutStatus status = new PlayoutStatus(cues, mounts, premises.airings(), premises.clock());
    premises.services().status("playout", status::part);
    for (Mount mount : mounts) {
      premises
          .services()
          .manage(
              "type=mount,name=" + mount.name(),
              new MountPanel(mount, cues, premises),
              MountMBean.class);
    }
    if (premises.runs()) {
      mounts.forEach(mount -> LOG.info("Mount {}.", mount));
    }
  }

  /**
   * Free texts and logins are bound as beans, and routes refer to them: in an endpoint's URI an
   * {@code &} would cut them off, and URIs appear in logs and JMX.
   */
  private void bindReferences(Registry registry) {
    for (String name : List.of("name", "description", "genre", "url")) {
      registry.bind("station-" + name, settings.text("playout." + name));
    }
    for (Mount mount : mounts) {
      registry.bind("user-" + mount.name(), mount.user());
      registry.bind("password-" + mount.name(), mount.password());
    }
  }

  /**
   * One Quartz thread is enough, as ticks are short; each further one would wake twice a second.
   */
  private static QuartzComponent quartz() {
    QuartzComponent quartz = new QuartzComponent();
    quartz.setProperties(Map.of("org.quartz.threadPool.threadCount", "1"));
    // Else a stop waits for its thread's next look for work, up to half a second; no tick is in
    // flight by then.
    quartz.setInterruptJobsOnShutdown(true);
    return quartz;
  }

  /** Connects at first use, so that the station starts even if the database is down. */
  private HikariDataSource asRunStore() {
    HikariDataSource store = new HikariDataSource();
    store.setPoolName("as-run");
    store.setJdbcUrl(asRunUrl);
    store.setUsername(settings.text("as-run.user"));
    store.setPassword(settings.text("as-run.password"));
    store.setMaximumPoolSize(2);
    store.setMinimumIdle(0);
    store.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
    store.setInitializationFailTimeout(-1);
    // H2 writes late, and its own hook has run before the last row is saved.
    premises.services().atEnd(store::close);
    return store;
  }

  @Override
  public List<Probe> probes() {
    List<Probe> probes = new ArrayList<>();
    if (mounts.isEmpty()) {
      probes.add(MountProbe.untried());
    } else {
      mounts.forEach(mount -> probes.add(new MountProbe(mount, premises::tlsSockets).probe()));
    }
    probes.add(
        new AsRunProbe(asRunUrl, settings.text("as-run.user"), settings.text("as-run.password"))
            .part());
    return probes;
  }
}
