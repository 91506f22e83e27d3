package radio.nightshift.alerts;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.RouteTemplateParameterSource;
import radio.nightshift.check.Probe;
import radio.nightshift.condition.Severity;
import radio.nightshift.ffmpeg.Niceness;
import radio.nightshift.ffmpeg.ProgramRunBinding;
import radio.nightshift.ffmpeg.Programs;
import radio.nightshift.room.Premises;
import radio.nightshift.room.Room;
import radio.nightshift.routing.TemplateRoutes;
import radio.nightshift.settings.MachineName;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/** Tells people of conditions, by the receivers that they have set: settings {@code alerts.*}. */
public final class AlertsRoom implements Room {
  private static final String FURTHER = "alerts.receivers";
  private static final String LEAST = ".least";
  private static final List<String> SEVERITIES =
      Stream.of(Severity.values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();

  /** The receivers that there are routes for, with the setting that turns each on. */
  private static final Map<String, String> OURS =
      Map.of(
          "discord", "alerts.discord",
          "slack", "alerts.slack",
          "webhook", "alerts.webhook",
          "mail", "alerts.mail.to",
          "command", "alerts.command");

  private static final Map<String, Function<Notice, String>> WEB =
      Map.of("discord", Formats::discord, "slack", Formats::slack, "webhook", Notice::json);

  /** How many conditions are kept to be told, for all receivers together. */
  private static final int MOST = 1000;

  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final int MOST_A_MINUTE = 600;

  private final Premises premises;
  private final List<String> receivers;
  private final List<Teller> tellers = new ArrayList<>();
  private final List<WebReceiver> web = new ArrayList<>();
  private final String station;
  private MailReceiver mail;
  private MailServer mailServer;
  private CommandReceiver command;

  public AlertsRoom(Premises premises) {
    this.premises = premises;
    receivers = receivers(premises.settings());
    station = station();
    for (String name : receivers) {
      tellers.add(teller(name));
      read(name);
    }
  }

  /** On while a receiver is set. */
  public static boolean isOn(Settings settings) {
    return !settings.text(FURTHER).isEmpty()
        || OURS.values().stream().anyMatch(setting -> !settings.text(setting).isEmpty());
  }

  /** The names of the settings of users' own receivers. */
  public static Set<String> known(Settings settings) {
    return further(settings).stream()
        .map(name -> "alerts." + name + LEAST)
        .collect(Collectors.toSet());
  }

  private static List<String> receivers(Settings settings) {
    List<String> all =
        new ArrayList<>(
            OURS.keySet().stream()
                .filter(name -> !settings.text(OURS.get(name)).isEmpty())
                .sorted()
                .toList());
    for (String name : further(settings)) {
      if (!name.matches("[a-z][a-z0-9-]{0,30}") || OURS.containsKey(name) || all.contains(name)) {
        throw Settings.wrong(
            FURTHER,
            settings.text(FURTHER),
            "give names of a-z, 0-9 and -, each once, that are none of "
                + String.join(", ", OURS.keySet().stream().sorted().toList()));
      }
      all.add(name);
    }
    return all;
  }

  private static List<String> further(Settings settings) {
    return Stream.of(settings.text(FURTHER).split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private String station() {
    String name = premises.settings().text("alerts.name");
    if (name.length() > 60 || name.chars().anyMatch(Character::isISOControl)) {
      throw Settings.wrong("alerts.name", name, "give a name of at most 60 characters");
    }
    if (!name.isEmpty()) {
      return name;
    }
    return MachineName.read();
  }

  private Teller teller(String name) {
    return new Teller(
        name,
        station,
        rules(name),
        new BookFile(premises.home().resolve("alerts").resolve(name + ".json")),
        premises.conditions(),
        premises.clock());
  }

  private Rules rules(String name) {
    Settings settings = premises.settings();
    String own = "alerts." + name + LEAST;
    return new Rules(
        severity(settings.text(own).isEmpty() ? "alerts.least" : own),
        settings.duration("alerts.repeat", Duration.ofMinutes(1), LONGEST),
        settings.duration("alerts.away", Duration.ZERO, LONGEST),
        passing(),
        settings.whole("alerts.per-minute", 1, MOST_A_MINUTE),
        MOST / receivers.size());
  }

  private Severity severity(String setting) {
    return premises
        .settings()
        .oneOf(setting, SEVERITIES, word -> Severity.valueOf(word.toUpperCase(Locale.ROOT)));
  }

  private Set<String> passing() {
    Set<String> passing = new HashSet<>();
    String setting = "alerts.passing";
    for (String one : premises.settings().text(setting).split(",")) {
      String name = one.strip();
      if (!name.isEmpty() && !name.matches("[a-z][a-z0-9-]*/\\S.*")) {
        throw Settings.wrong(
            setting, name, "give what conditions are about, such as ingest/bucket, with commas");
      }
      passing.add(name);
    }
    return passing;
  }

  private void read(String name) {
    Settings settings = premises.settings();
    if (WEB.containsKey(name)) {
      String secret = name.equals("webhook") ? settings.text("alerts.webhook.secret") : "";
      web.add(new WebReceiver(name, address(OURS.get(name)), secret, WEB.get(name)));
    } else if (name.equals("mail")) {
      mail = new MailReceiver(mailbox("alerts.mail.from"), mailboxes("alerts.mail.to"));
      mailServer = MailServer.of(settings);
    } else if (name.equals("command")) {
      command = new CommandReceiver(program());
    }
  }

  /** A web address, which is a secret and so never shown. */
  private String address(String setting) {
    String address = premises.settings().text(setting);
    try {
      URI uri = new URI(address);
      if (uri.getHost() != null
          && ("" + uri.getScheme()).matches("(?i)https?")
          && uri.getUserInfo() == null) {
        return address;
      }
    } catch (URISyntaxException wrong) {
      // As below.
    }
    throw new SettingException(
        setting + " is no web address; give the whole of it, from https:// on.");
  }

  private String mailbox(String setting) {
    return premises
        .settings()
        .matching(setting, "[^\\s,<>]+@[^\\s,<>]+", "give an address, such as station@example.org");
  }

  private String mailboxes(String setting) {
    return premises
        .settings()
        .matching(
            setting,
            "[^\\s,<>]+@[^\\s,<>]+(\\s*,\\s*[^\\s,<>]+@[^\\s,<>]+)*",
            "give addresses with commas, such as a@example.org, b@example.org");
  }

  private Path program() {
    String setting = "alerts.command";
    Path program = premises.settings().place(setting);
    if (!Files.isExecutable(program) || Files.isDirectory(program)) {
      throw Settings.wrong(
          setting, program.toString(), "give the path of a program that this user may run");
    }
    return program;
  }

  @Override
  public void bind(Registry registry) {
    Tellers all = new Tellers(tellers);
    registry.bind("alertsTellers", all);
    tellers.forEach(teller -> registry.bind("alerts-teller-" + teller.name(), teller));
    web.forEach(one -> registry.bind("alerts-receiver-" + one.name(), one));
    if (!web.isEmpty()) {
      registry.bind("alertsAnswers", new BoundedAnswers(ANSWER));
    }
    if (mail != null) {
      registry.bind("alertsMail", mail);
      registry.bind("alertsMailSender", JavaMailSender.class, mailServer.sender());
    }
    if (command != null) {
      bindCommand(registry);
    }
    registry.bind("alertsRoutes", RouteTemplateParameterSource.class, routes());
    premises.services().status("alerts", all::part);
    tellers.forEach(this::show);
    if (premises.runs()) {
      tellers.forEach(Teller::restore);
      premises.conditions().listen(all);
      premises.services().atEnd(all::save);
    }
  }

  /** For each receiver a route that tells it, and one that knows how, if that is ours. */
  private TemplateRoutes routes() {
    TemplateRoutes routes = new TemplateRoutes();
    for (String name : receivers) {
      routes.add("alerts-tell-" + name, "alerts-tell", name);
      if (OURS.containsKey(name)) {
        String template = WEB.containsKey(name) ? "alerts-web" : "alerts-" + name;
        routes.add("alerts-" + name, template, name);
      }
    }
    return routes;
  }

  private void show(Teller teller) {
    premises
        .services()
        .manage(
            "type=alerts,name=" + teller.name(), new ReceiverPanel(teller), ReceiverMBean.class);
  }

  private void bindCommand(Registry registry) {
    Programs programs = new Programs();
    registry.bind("alertsCommand", command);
    registry.bind("alertsRuns", new ProgramRunBinding(Niceness.alone()));
    registry.bind("alertsPrograms", programs);
    premises.services().atStop(programs::stop);
  }

  @Override
  public List<Probe> probes() {
    List<Probe> probes = new ArrayList<>();
    web.forEach(one -> probes.add(new Probe("alerts." + one.name(), one::tryConnection)));
    if (mailServer != null) {
      probes.add(new Probe("alerts.mail", mailServer::tryLogin));
    }
    return probes;
  }
}
