package radio.nightshift.watchdog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.check.Probe;
import radio.nightshift.ffmpeg.LastingPrograms;
import radio.nightshift.room.Premises;
import radio.nightshift.room.Room;
import radio.nightshift.settings.MachineName;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/** Watches an encoder, and brings up a backup: settings {@code watchdog.*}. */
public final class WatchdogRoom implements Room {
  private static final Logger LOG = LoggerFactory.getLogger(WatchdogRoom.class);
  private static final String CHECKS = "watchdog.checks";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Premises premises;
  private final Settings settings;
  private final CheckSettings checks;
  private final String name;
  private final BackupSettings backup;
  private final Policy policy;
  private final Predicate<Instant> due;
  private final LogSettings log;

  public WatchdogRoom(Premises premises) {
    this.premises = premises;
    settings = premises.settings();
    checks = new CheckSettings(settings, premises.clock());
    name = name();
    backup = new BackupSettings(premises, name);
    policy = policy();
    due = due();
    log = new LogSettings(premises, name, checks.labels());
    settings.duration("watchdog.report", Duration.ofSeconds(1), Duration.ofDays(7));
  }

  /** On while {@code watchdog.checks} names any. */
  public static boolean isOn(Settings settings) {
    return !settings.text(CHECKS).isEmpty();
  }

  private String name() {
    String given = settings.text("watchdog.name");
    if (given.isEmpty()) {
      return MachineName.read();
    }
    return settings.matching(
        "watchdog.name", "[A-Za-z0-9._-]{1,60}", "give a name of letters, digits, ., _ and -");
  }

  private Policy policy() {
    Duration every =
        settings.duration("watchdog.every", Duration.ofSeconds(1), Duration.ofHours(1));
    Policy policy =
        new Policy(
            Set.copyOf(checks.names()),
            settings.whole("watchdog.failing", 1, 20),
            settings.duration("watchdog.wait", Duration.ZERO, Duration.ofDays(1)),
            checks.well(),
            settings.duration("watchdog.well-for", Duration.ofSeconds(1), Duration.ofDays(1)),
            every,
            LIMIT,
            !settings.text("watchdog.backup.mount").isEmpty(),
            backup.isSet());
    requireOwnMount();
    if (policy.canStart() && policy.well().isEmpty()) {
      throw new SettingException(
          "watchdog.well names no check that is on and sees the encoder itself, so the backup could never be"
              + " stopped; set watchdog.checks to have cpu, segments or freshness in it.");
    }
    return policy;
  }

  /** Else the backup's own source would be taken for the encoder's. */
  private void requireOwnMount() {
    String mount = settings.text("watchdog.backup.mount");
    String watched = settings.text("watchdog.icecast.mount");
    if (!mount.isEmpty() && (watched.isEmpty() || watched.equals(mount))) {
      throw new SettingException(
          "watchdog.backup.mount is set, so set watchdog.icecast.mount to the encoder's, which must be another.");
    }
  }

  private Predicate<Instant> due() {
    String primary = settings.text("watchdog.primary");
    if (primary.isEmpty()) {
      return checks.hours(premises.zone())::cover;
    }
    if (!primary.equals("nightshift")) {
      throw Settings.wrong("watchdog.primary", primary, "give nightshift, or nothing");
    }
    Path socket = settings.place("watchdog.primary.socket");
    return new Primary(socket, premises.conditions())::isDue;
  }

  @Override
  public void bind(Registry registry) {
    Clock clock = premises.clock();
    checks.bind(registry);
    registry.bind(
        "watchdogChecks", new Checks(checks.names(), LIMIT, due, premises.conditions(), clock));
    Watch watch =
        new Watch(
            new Failover(policy),
            backup.backup(registry),
            new StateFile(folder().resolve("state")),
            premises.conditions(),
            clock);
    registry.bind("watch", watch);
    Map<String, String> labels = checks.labels();
    Reports reports = new Reports(watch, labels, name, premises.zone(), clock);
    registry.bind("watchdogReports", reports);
    registry.bind("watchdogLog", log.open());
    registry.bind("watchdogRoutes", RouteTemplateParameterSource.class, checks.routes());
    bindEar(registry);
    premises.services().status("watchdog", reports::part);
    premises.services().manage("type=watchdog", new WatchPanel(watch), WatchMBean.class);
    if (premises.runs()) {
      premises.services().beforeStart(() -> begin(watch));
      announce();
    }
  }

  private void begin(Watch watch) {
    try {
      Files.createDirectories(folder());
    } catch (IOException e) {
      LOG.warn("{} cannot be made: {}", folder(), "" + e);
    }
    watch.resume();
  }

  private Path folder() {
    return premises.home().resolve("watchdog");
  }

  private void bindEar(Registry registry) {
    if (checks.ear() == null) {
      return;
    }
    LastingPrograms programs = new LastingPrograms(folder());
    SilenceEar ear = checks.ear().apply(programs);
    registry.bind("watchdogEar", ear);
    premises
        .services()
        .atStop(
            () -> {
              ear.stop();
              programs.stop();
            });
  }

  private void announce() {
    LOG.info(
        "Watchdog {}: {} each {} s; {}.",
        name,
        String.join(", ", checks.names()),
        policy.every().toSeconds(),
        backup.words());
    if (policy.hasBackup() && !policy.canStart()) {
      LOG.warn(
          "The backup is never started: watchdog.failing is {}, and only {} checks are on.",
          policy.failing(),
          checks.names().size());
    }
  }

  @Override
  public List<Probe> probes() {
    List<Probe> probes = new ArrayList<>(backup.probes());
    probes.add(log.probe());
    return probes;
  }
}
