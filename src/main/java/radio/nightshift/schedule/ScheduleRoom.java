package radio.nightshift.schedule;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.component.google.calendar.GoogleCalendarComponent;
import org.apache.camel.component.google.calendar.GoogleCalendarConfiguration;
import org.apache.camel.spi.Registry;
import radio.nightshift.room.OneAtATime;
import radio.nightshift.room.Premises;
import radio.nightshift.room.Room;
import radio.nightshift.schedule.StationSchedule.Source;
import radio.nightshift.schedule.google.CalendarLogin;
import radio.nightshift.schedule.google.GoogleClients;
import radio.nightshift.schedule.google.GoogleEvents;
import radio.nightshift.schedule.google.LoginFiles;
import radio.nightshift.schedule.google.StoredLogin;
import radio.nightshift.schedule.ics.IcsCalendar;
import radio.nightshift.secrets.Secrets;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/** Where the schedule comes from: settings {@code schedule.*}. */
public final class ScheduleRoom implements Room {
  /** Camel's component asks for a client's id and secret, though the login is the station's own. */
  private static final String UNUSED = "unused";

  private final Premises premises;
  private final Settings settings;
  private final Duration poll;
  private final ScheduleFile file;
  private final StationSchedule schedule;
  private final CalendarLogin login;

  public ScheduleRoom(Premises premises) {
    this.premises = premises;
    settings = premises.settings();
    poll = settings.duration("schedule.poll", Duration.ofMillis(100), Duration.ofDays(1));
    Duration ahead = settings.duration("schedule.ahead", Duration.ofDays(1), Duration.ofDays(400));
    Source source = source();
    file = new ScheduleFile(path("schedule.csv"), premises.zone());
    schedule =
        new StationSchedule(source, file, ahead, premises.timetable(), premises.conditions());
    login = login(source);
    if (source == Source.GOOGLE) {
      rootUrl();
    }
    // Redelivery takes milliseconds only.
    premises.services().publish("schedule.poll", "" + poll.toMillis());
  }

  /** Whether the settings name a calendar, and not only {@code schedule.csv}. */
  public static boolean hasCalendar(Settings settings) {
    return !settings.text("schedule.google.calendar").isEmpty()
        || !settings.text("schedule.ics").isEmpty();
  }

  @Override
  public void bind(Registry registry) {
    registry.bind("scheduleFile", file);
    registry.bind("stationSchedule", schedule);
    registry.bind("calendarTurn", new OneAtATime());
    registry.bind("calendarTrouble", new CalendarTrouble(schedule));
    registry.bind("icsCalendar", new IcsCalendar(settings.text("schedule.ics"), premises.aside()));
    registry.bind("googleEvents", new GoogleEvents(settings.text("schedule.google.calendar")));
    premises.services().health(new ScheduleHealthCheck(schedule, poll));
    premises
        .services()
        .manage(
            "type=schedule",
            new SchedulePanel(schedule, premises.timetable(), premises.services().requests()),
            ScheduleMBean.class);
    if (schedule.source() == Source.GOOGLE) {
      registry.bind("google-calendar", google());
    }
    schedule.load();
  }

  private String rootUrl() {
    return settings.matching(
        "schedule.google.root-url",
        "https?://[^\\s?#]+/",
        "give an address that ends in a slash, such as https://www.googleapis.com/");
  }

  private GoogleCalendarComponent google() {
    String calendar = settings.text("schedule.google.calendar");
    GoogleCalendarComponent component = new GoogleCalendarComponent();
    component.setClientFactory(
        new GoogleClients(
            rootUrl(),
            calendar,
            premises.runs() ? login : new Unchanged(login),
            premises.conditions(),
            premises.clock()));
    GoogleCalendarConfiguration options = new GoogleCalendarConfiguration();
    options.setClientId(UNUSED);
    options.setClientSecret(UNUSED);
    component.setConfiguration(options);
    return component;
  }

  /** A login that a rehearsal uses: what it refreshes is for itself. */
  private record Unchanged(CalendarLogin login) implements CalendarLogin {
    @Override
    public Optional<String> credentials() throws IOException {
      return login.credentials();
    }

    @Override
    public Optional<String> token() throws IOException {
      return login.token();
    }

    @Override
    public void tokenChanged(String json) {
      // The station refreshes its own.
    }
  }

  private CalendarLogin login(Source source) {
    String key = settings.text("schedule.google.service-account");
    String client = settings.text("schedule.google.credentials");
    String token = settings.text("schedule.google.token");
    if (!key.isEmpty() || !client.isEmpty() || !token.isEmpty()) {
      return files(key, client);
    }
    Secrets secrets = premises.secrets();
    CalendarLogin stored =
        new StoredLogin(secrets.store(), secrets.path(), secrets.others(), secrets.key());
    if (source == Source.GOOGLE && premises.missing().isEmpty() && !isThere(stored)) {
      throw new SettingException(
          "schedule.google.service-account is not set; give the path of the key file that Google Cloud"
              + " makes, or put the key into the parameter gcal-credentials below secrets.parameters.");
    }
    return stored;
  }

  private static boolean isThere(CalendarLogin stored) {
    try {
      return stored.credentials().isPresent() || stored.token().isPresent();
    } catch (IOException unreadable) {
      return false;
    }
  }

  private LoginFiles files(String key, String client) {
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
