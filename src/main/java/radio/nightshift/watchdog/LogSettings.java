package radio.nightshift.watchdog;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import radio.nightshift.check.Probe;
import radio.nightshift.room.Premises;
import radio.nightshift.settings.Settings;

/** Where checks are noted, as the settings have it. */
final class LogSettings {
  /** Some 300,000 checks wait for the database: ten weeks of five checks each 100 s. */
  private static final long MOST_SPOOLED = 20_000_000;

  private static final long MOST_A_DAY = 50_000_000;

  private final Premises premises;
  private final String watchdog;
  private final Map<String, String> labels;
  private final StoreLogin login;
  private final ZoneId zone;
  private final Duration keep;

  LogSettings(Premises premises, String watchdog, Map<String, String> labels) {
    Settings settings = premises.settings();
    this.premises = premises;
    this.watchdog = watchdog;
    this.labels = labels;
    login =
        new StoreLogin(
            settings.matching(
                "watchdog.store.url", "jdbc:.+", "give a JDBC URL, such as jdbc:mariadb://HOST/DB"),
            settings.text("watchdog.store.user"),
            settings.text("watchdog.store.password"));
    zone = settings.zone("watchdog.store.zone");
    keep = settings.duration("watchdog.keep", Duration.ofDays(1), Duration.ofDays(3650));
  }

  /** Whether the database takes checks. */
  Probe probe() {
    return new StoreProbe(login).part();
  }

  /** Nothing is opened before its first use. */
  CheckLog open() {
    Path folder = premises.home().resolve("watchdog");
    Spool spool = new Spool(folder.resolve("spool"), MOST_SPOOLED);
    CheckLog log =
        new CheckLog(
            labels,
            new CheckLines(folder, premises.zone(), keep, MOST_A_DAY),
            spool,
            new CheckSender(
                spool, new CheckStore(login, watchdog, zone, keep), login, premises.conditions()),
            premises.conditions());
    premises.services().atEnd(log::close);
    return log;
  }
}
