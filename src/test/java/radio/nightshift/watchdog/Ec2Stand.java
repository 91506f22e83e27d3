package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import radio.nightshift.aws.AwsClients;
import radio.nightshift.condition.Conditions;
import radio.nightshift.settings.Settings;
import radio.nightshift.support.FakeEc2;
import radio.nightshift.support.MovableClock;

/** EC2 with one instance, and watchdogs that have it as their backup. */
final class Ec2Stand implements AutoCloseable {
  static final String ID = "i-0123456789abcdef0";

  final FakeEc2 ec2 = FakeEc2.start();
  final Conditions conditions = Conditions.unkept(MovableClock.running());
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Path home;
  private ProducerTemplate template;

  Ec2Stand(Path home) {
    this.home = home;
    Settings settings = new Settings(Map.of("aws.endpoint", ec2.endpoint())::get);
    context.getRegistry().bind("watchdogEc2", new AwsClients(settings).ec2());
    context.start();
    template = context.createProducerTemplate();
    ec2.instance(ID, "stopped");
  }

  Path note(String watchdog) {
    return home.resolve(watchdog).resolve("watchdog/backup");
  }

  /** A watchdog that has started the instance and seen it run. */
  Backup running(String watchdog) throws Exception {
    Backup backup = process(watchdog);
    backup.start();
    backup.look();
    backup.look();
    return backup;
  }

  /** A watchdog as it is after a start of its process. */
  Backup process(String watchdog) {
    return process(ID, watchdog, InstanceBackup.SETTLING);
  }

  Backup process(String id, String watchdog, Duration settling) {
    InstanceRequests requests = new InstanceRequests(id, () -> template, InstanceRequests.EC2);
    StartNote note = new StartNote(note(watchdog), "instance " + id, settling, conditions);
    return new InstanceBackup(requests, new InstanceMark(requests, watchdog, note, conditions));
  }

  static void assertStanding(Backup backup, Standing.Phase phase, boolean isOurs) throws Exception {
    Standing seen = backup.look();
    assertThat(seen.phase()).as(seen.words()).isEqualTo(phase);
    assertThat(seen.ours()).as("ours: " + seen.words()).isEqualTo(isOurs);
  }

  static BackupException failure(ThrowingCallable call) {
    return catchThrowableOfType(BackupException.class, call);
  }

  @Override
  public void close() {
    context.stop();
    ec2.close();
  }
}
