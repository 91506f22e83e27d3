package radio.nightshift.watchdog;

import radio.nightshift.check.Trouble;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Tries whether an instance is there and may be started, tagged and stopped; changes nothing. */
final class InstanceProbe {
  /** The answer to a dry run that would have been done. */
  private static final String ALLOWED = "DryRunOperation";

  private final String instance;
  private final String watchdog;
  private final Ec2Client client;

  private interface DryRun {
    void request();
  }

  InstanceProbe(String instance, String watchdog, Ec2Client client) {
    this.instance = instance;
    this.watchdog = watchdog;
    this.client = client;
  }

  /** What is well. */
  String probe() throws Trouble {
    Instance seen = describe();
    require(
        "ec2:StartInstances",
        () -> client.startInstances(start -> start.instanceIds(instance).dryRun(true)));
    require(
        "ec2:StopInstances",
        () -> client.stopInstances(stop -> stop.instanceIds(instance).dryRun(true)));
    require(
        "ec2:CreateTags",
        () ->
            client.createTags(
                create ->
                    create
                        .resources(instance)
                        .tags(tag -> tag.key(InstanceMark.TAG).value(watchdog))
                        .dryRun(true)));
    require(
        "ec2:DeleteTags",
        () ->
            client.deleteTags(
                delete ->
                    delete
                        .resources(instance)
                        .tags(tag -> tag.key(InstanceMark.TAG).value(watchdog))
                        .dryRun(true)));
    return "instance %s is %s, and may be started, tagged and stopped"
        .formatted(instance, seen.state().nameAsString());
  }

  private Instance describe() throws Trouble {
    Instance seen;
    try {
      seen =
          client.describeInstances(which -> which.instanceIds(instance)).reservations().stream()
              .flatMap(reservation -> reservation.instances().stream())
              .findFirst()
              .orElse(null);
    } catch (RuntimeException e) {
      throw trouble(e, "ec2:DescribeInstances");
    }
    if (seen == null) {
      throw new Trouble(words().garbled().getMessage() + ".");
    }
    if (seen.state().nameAsString().matches("terminated|shutting-down")) {
      throw new Trouble(words().terminated().getMessage() + ".");
    }
    return seen;
  }

  private void require(String action, DryRun run) throws Trouble {
    try {
      run.request();
    } catch (RuntimeException e) {
      if (!ALLOWED.equals(BackupTrouble.code(e))) {
        throw trouble(e, action);
      }
    }
  }

  private Trouble trouble(RuntimeException failure, String action) {
    String permission = InstanceRequests.permission(action, instance);
    return new Trouble(words().inWords(failure, permission).getMessage() + ".");
  }

  private BackupTrouble words() {
    return new BackupTrouble("EC2", "instance " + instance);
  }
}
