package radio.nightshift;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import org.apache.camel.CamelContext;
import org.apache.camel.component.google.calendar.GoogleCalendarComponent;
import org.apache.camel.component.google.calendar.GoogleCalendarConfiguration;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;
import radio.nightshift.schedule.CalendarLogin;
import radio.nightshift.schedule.CalendarTrouble;
import radio.nightshift.schedule.GoogleClients;
import radio.nightshift.schedule.GoogleEvents;
import radio.nightshift.schedule.IcsCalendar;
import radio.nightshift.schedule.LoginFiles;
import radio.nightshift.schedule.ScheduleFile;
import radio.nightshift.schedule.ScheduleHealthCheck;
import radio.nightshift.schedule.StationSchedule;
import radio.nightshift.schedule.StationSchedule.Source;

/** The schedule as the settings have it: where it comes from, and what its routes name. */
final class ScheduleSettings {
  /** Camel's component asks for a client's id and secret, though the login is the station's own. */
  private static final String UNUSED = "unused";

  private final Settings settings;
  private final Path home;
  private final ZoneId zone;
  private final Clock clock;

  ScheduleSettings(Settings settings, Path home, ZoneId zone, Clock clock) {
    this.settings = settings;
    this.home = home;
    this.zone = zone;
    this.clock = clock;
  }

  /**
   * Puts into the registry what the schedule's routes name, and loads the last good schedule.
   *
   * @param login where the login to Google comes from, or null: from files
   */
  StationSchedule bind(CamelContext context, CalendarLogin login) {
    Duration poll = settings.duration("schedule.poll", Duration.ofMillis(100), Duration.ofDays(1));
    Duration ahead = settings.duration("schedule.ahead", Duration.ofDays(1), Duration.ofDays(400));
    // Redelivery takes milliseconds only.
    context.getPropertiesComponent().addOverrideProperty("schedule.poll", "" + poll.toMillis());
    Source source = source();
    Path csv = path("schedule.csv");
    ScheduleFile file = new ScheduleFile(csv, zone);
    StationSchedule schedule = new StationSchedule(source, file, ahead, zone, clock);
    Registry registry = context.getRegistry();
    registry.bind("scheduleFile", file);
    registry.bind("stationSchedule", schedule);
    registry.bind("calendarTrouble", new CalendarTrouble(schedule));
    registry.bind("icsCalendar", new IcsCalendar(settings.text("schedule.ics"), home));
    HealthCheckRegistry.get(context).register(new ScheduleHealthCheck(schedule, poll));
    google(context, login == null ? files() : login);
    schedule.load();
    return schedule;
  }

  private void google(CamelContext context, CalendarLogin login) {
    String root =
        settings.matching(
            "schedule.google.root-url",
            "https?://[^\\s?#]+/",
            "give an address that ends in a slash, such as https://www.googleapis.com/");
    String calendar = settings.text("schedule.google.calendar");
    context.getRegistry().bind("googleEvents", new GoogleEvents(calendar));
    GoogleCalendarComponent component = new GoogleCalendarComponent(context);
    component.setClientFactory(new GoogleClients(root, calendar, login, clock));
    GoogleCalendarConfiguration options = new GoogleCalendarConfiguration();
    options.setClientId(UNUSED);
    options.setClientSecret(UNUSED);
    component.setConfiguration(options);
    context.addComponent("google-calendar", component);
  }

  private LoginFiles files() {
    String key = settings.text("schedule.google.service-account");
    String client = settings.text("schedule.google.credentials");
    if (!key.isEmpty() && !client.isEmpty()) {
      throw Settings.wrong(
          "schedule.google.credentials",
          client,
          "leave it out, or schedule.google.service-account: one login is enough");
    }
    return new LoginFiles(
        path(key.isEmpty() ? "schedule.google.credentials" : "schedule.google.service-account"),
        path("schedule.google.token"));
  }

  private Source source() {
    String ics = settings.text("schedule.ics");
    boolean google = !settings.text("schedule.google.calendar").isEmpty();
    if (google && !ics.isEmpty()) {
      throw new SettingException(
          "schedule.ics and schedule.google.calendar are both set; set one of them.");
    }
    if (google) {
      return Source.GOOGLE;
    }
    if (ics.isEmpty()) {
      return Source.CSV;
    }
    if (ics.matches("(?i)(https?|webcal)://[^\\s/]+(/\\S*)?")) {
      return Source.WEB;
    }
    if (ics.matches("(?i)[a-z][a-z0-9+.-]+:.*")) {
      // What stands behind it may be a secret.
      throw new SettingException(
          "schedule.ics is neither a file nor an address that begins with http:// or https://.");
    }
    path("schedule.ics");
    return Source.ICS;
  }

  private Path path(String name) {
    String value = settings.text(name);
    try {
      return value.isEmpty() ? null : Path.of(value).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw Settings.wrong(name, value, "give a file's path");
    }
  }
}
