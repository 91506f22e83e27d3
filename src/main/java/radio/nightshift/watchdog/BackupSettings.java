package radio.nightshift.watchdog;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.Registry;
import radio.nightshift.aws.AwsClients;
import radio.nightshift.aws.LazyClient;
import radio.nightshift.check.Probe;
import radio.nightshift.check.Trouble;
import radio.nightshift.ffmpeg.Programs;
import radio.nightshift.room.Premises;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The backup as the settings have it: one of four kinds, or none. */
final class BackupSettings {
  private static final List<String> KINDS = List.of("instance", "group", "command", "webhook");
  private static final Duration PROBING = Duration.ofSeconds(60);
  private static final Duration RUN = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private final Premises premises;
  private final Settings settings;
  private final String watchdog;
  private final String kind;

  /**
   * Reads them.
   *
   * @throws SettingException if one is wrong, or there is more than one backup
   */
  BackupSettings(Premises premises, String watchdog) {
    this.premises = premises;
    this.settings = premises.settings();
    this.watchdog = watchdog;
    List<String> set =
        KINDS.stream().filter(one -> !settings.text(setting(one)).isEmpty()).toList();
    if (set.size() > 1) {
      throw new SettingException(
          "%s and %s are set; a watchdog has one backup."
              .formatted(setting(set.get(0)), setting(set.get(1))));
    }
    kind = set.isEmpty() ? "" : set.get(0);
    judge();
  }

  private static String setting(String kind) {
    return "watchdog.backup." + kind;
  }

  private void judge() {
    switch (kind) {
      case "instance" ->
          settings.matching(
              setting(kind),
              "i-([0-9a-f]{8}|[0-9a-f]{17})",
              "give an instance's id, such as i-0123456789abcdef0");
      case "group" ->
          settings.matching(
              setting(kind), "[\\x20-\\x7e]{1,255}", "give the name of an Auto Scaling group");
      case "command" -> settings.place(setting(kind));
      case "webhook" -> webhook();
      default -> {
        // There is none, and people are told.
      }
    }
  }

  /** It is a key to whatever it starts, and so never shown. */
  private URI webhook() {
    try {
      return WebAddress.of(settings.text(setting("webhook"))).uri();
    } catch (IllegalArgumentException none) {
      throw new SettingException(
          setting("webhook") + " is no web address; give the whole of it, from https:// on.");
    }
  }

  /** Another address is another backup. */
  private String webhookName() {
    return "webhook " + Integer.toHexString(webhook().hashCode());
  }

  boolean isSet() {
    return !kind.isEmpty();
  }

  /** What it is, for the log. */
  String words() {
    return switch (kind) {
      case "" -> "no backup is set, and nothing is started";
      case "webhook" -> "the backup is started by a webhook";
      default -> "the backup is %s %s".formatted(kind, settings.text(setting(kind)));
    };
  }

  /** The backup, whose clients are made at their first use. */
  Backup backup(Registry registry) {
    String value = settings.text(setting(kind.isEmpty() ? "instance" : kind));
    return switch (kind) {
      case "instance" -> instance(value, registry);
      case "group" -> new GroupBackup(value, group(), note("group " + value, GroupBackup.SETTLING));
      case "command" -> {
        Programs programs = new Programs();
        premises.services().atStop(programs::stop);
        yield new CommandBackup(
            Path.of(value), RUN, programs, note("command " + value, CommandBackup.SETTLING));
      }
      case "webhook" ->
          new WebhookBackup(
              new WebhookRequests(webhook(), watchdog, ANSWER), note(webhookName(), Duration.ZERO));
      default -> new NoBackup();
    };
  }

  private StartNote note(String backup, Duration settling) {
    Path file = premises.home().resolve("watchdog").resolve("backup");
    return new StartNote(file, backup, settling, premises.conditions());
  }

  private LazyClient<AutoScalingClient> scaling() {
    LazyClient<AutoScalingClient> client = new LazyClient<>(new AwsClients(settings)::autoscaling);
    premises.services().atStop(client::close);
    return client;
  }

  private Supplier<AutoScalingClient> group() {
    return scaling()::get;
  }

  private Backup instance(String id, Registry registry) {
    LazyClient<Ec2Client> client = new LazyClient<>(new AwsClients(settings)::ec2);
    premises.services().atStop(client::close);
    registry.bind("watchdogEc2", Ec2Client.class, client);
    AtomicReference<ProducerTemplate> template = new AtomicReference<>();
    premises
        .services()
        .atStart((context, already) -> template.set(context.createProducerTemplate()));
    InstanceRequests requests = new InstanceRequests(id, template::get, InstanceRequests.EC2);
    StartNote note = note("instance " + id, InstanceBackup.SETTLING);
    return new InstanceBackup(
        requests, new InstanceMark(requests, watchdog, note, premises.conditions()));
  }

  private String tryInstance(String id) throws Trouble {
    try (Ec2Client client = new AwsClients(settings).ec2()) {
      return new InstanceProbe(id, watchdog, client).probe();
    }
  }

  /** Whether it may be started, tried without starting it. */
  List<Probe> probes() {
    String value = settings.text(setting(kind.isEmpty() ? "instance" : kind));
    return switch (kind) {
      case "instance" -> List.of(new Probe("backup", PROBING, () -> tryInstance(value)));
      case "group" ->
          List.of(
              new Probe(
                  "backup", new GroupBackup(value, group(), note(value, Duration.ZERO))::probe));
      case "command" ->
          List.of(
              new Probe(
                  "backup",
                  new CommandBackup(Path.of(value), RUN, new Programs(), note(value, Duration.ZERO))
                      ::probe));
      case "webhook" ->
          List.of(
              new Probe(
                  "backup",
                  new WebhookBackup(
                          new WebhookRequests(webhook(), watchdog, ANSWER),
                          note(webhookName(), Duration.ZERO))
                      ::probe));
      default -> List.of();
    };
  }
}
