package radio.nightshift.watchdog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import radio.nightshift.check.Trouble;
import radio.nightshift.condition.Printable;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/**
 * A backup that is an Auto Scaling group: it runs while the group's desired capacity is not 0. The
 * capacity before the start is noted on disk, and restored by the stop.
 */
final class GroupBackup implements Backup {
  static final Duration SETTLING = Duration.ofMinutes(1);

  private static final String SERVICE = "Auto Scaling";
  private static final String BEFORE = "before";
  private static final String DESIRED = "desired";

  private final String group;
  private final Supplier<AutoScalingClient> client;
  private final StartNote note;
  private final String name;
  private final BackupTrouble trouble;

  GroupBackup(String group, Supplier<AutoScalingClient> client, StartNote note) {
    this.group = group;
    this.client = client;
    this.note = note;
    name = "group '%s'".formatted(group);
    trouble = new BackupTrouble(SERVICE, name);
  }

  @Override
  public Standing look() throws BackupException {
    AutoScalingGroup seen = describe();
    if (seen.desiredCapacity() == 0) {
      if (note.sawStopped() && note.isThere()) {
        note.remove();
      }
      Standing.Phase phase =
          seen.instances().isEmpty() ? Standing.Phase.STOPPED : Standing.Phase.STOPPING;
      return new Standing(phase, false, words(seen, ""));
    }
    note.sawOn();
    boolean runs =
        seen.instances().stream()
            .anyMatch(one -> one.lifecycleState() == LifecycleState.IN_SERVICE);
    return new Standing(
        runs ? Standing.Phase.RUNNING : Standing.Phase.STARTING,
        isOurs(seen),
        words(seen, runs ? "" : hindrance()));
  }

  @Override
  public void start() throws BackupException {
    AutoScalingGroup seen = describe();
    if (seen.desiredCapacity() > 0) {
      return;
    }
    requireStartable(seen);
    int desired = Math.max(1, seen.minSize());
    note.starting(Map.of(BEFORE, "" + seen.desiredCapacity(), DESIRED, "" + desired));
    try {
      set(desired);
    } catch (RuntimeException e) {
      if (BackupTrouble.isRefusal(e)) {
        note.remove();
      }
      throw trouble.inWords(e, "autoscaling:SetDesiredCapacity on this group");
    }
  }

  @Override
  public void stop() throws BackupException {
    AutoScalingGroup seen = describe();
    if (!isOurs(seen)) {
      return;
    }
    int before = Math.max(seen.minSize(), Integer.parseInt(note.facts().orElseThrow().get(BEFORE)));
    try {
      set(before);
    } catch (RuntimeException e) {
      throw trouble.inWords(e, "autoscaling:SetDesiredCapacity on this group");
    }
    note.remove();
  }

  /** Whether it is there and can be started; its capacity cannot be changed by way of trial. */
  String probe() throws Trouble {
    try {
      AutoScalingGroup seen = describe();
      requireStartable(seen);
      return words(seen, "") + "; whether its capacity may be changed is not tried";
    } catch (BackupException e) {
      throw new Trouble(e.getMessage() + ".");
    }
  }

  private AutoScalingGroup describe() throws BackupException {
    List<AutoScalingGroup> found;
    try {
      found =
          client
              .get()
              .describeAutoScalingGroups(which -> which.autoScalingGroupNames(group))
              .autoScalingGroups();
    } catch (RuntimeException e) {
      throw trouble.inWords(e, "autoscaling:DescribeAutoScalingGroups on *");
    }
    if (found.isEmpty()) {
      throw trouble.lasting(
          "is not there", "set watchdog.backup.group to its name, and aws.region to its region");
    }
    return found.get(0);
  }

  private void requireStartable(AutoScalingGroup seen) throws BackupException {
    if (seen.maxSize() < 1) {
      throw trouble.lasting("has a greatest size of 0", "give it at least 1");
    }
    if (seen.status() != null && seen.status().startsWith("Delet")) {
      throw trouble.lasting("is being deleted", "set watchdog.backup.group to another");
    }
    if (seen.suspendedProcesses().stream().anyMatch(one -> "Launch".equals(one.processName()))) {
      throw trouble.lasting("has its process Launch suspended", "resume it");
    }
  }

  private void set(int capacity) {
    client
        .get()
        .setDesiredCapacity(
            set -> set.autoScalingGroupName(group).desiredCapacity(capacity).honorCooldown(false));
  }

  /** Somebody who has changed the capacity since has taken it over. */
  private boolean isOurs(AutoScalingGroup seen) {
    return seen.desiredCapacity() > 0
        && note.facts()
            .filter(noted -> noted.getOrDefault(BEFORE, "").matches("\\d{1,6}"))
            .filter(noted -> ("" + seen.desiredCapacity()).equals(noted.get(DESIRED)))
            .isPresent();
  }

  /** Why it has no instance, as far as the last activity tells; nobody need allow us to know. */
  private String hindrance() {
    try {
      return client
          .get()
          .describeScalingActivities(last -> last.autoScalingGroupName(group).maxRecords(1))
          .activities()
          .stream()
          .filter(last -> last.statusCode() == ScalingActivityStatusCode.FAILED)
          .map(Activity::statusMessage)
          .map(why -> " (%s)".formatted(Printable.printable("" + why)))
          .findFirst()
          .orElse("");
    } catch (RuntimeException unknown) {
      return "";
    }
  }

  private String words(AutoScalingGroup seen, String why) {
    return "%s has %d instances and is to have %d%s%s"
        .formatted(
            name,
            seen.instances().size(),
            seen.desiredCapacity(),
            why,
            isOurs(seen) ? ", started by this watchdog" : "");
  }
}
