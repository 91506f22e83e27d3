package radio.nightshift.watchdog;

import java.time.Duration;
import radio.nightshift.condition.Printable;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * A backup that is an instance of EC2. Only a launch that bears this watchdog's mark is stopped.
 */
final class InstanceBackup implements Backup {
  /** EC2 may show an instance for some seconds as it was before. */
  static final Duration SETTLING = Duration.ofMinutes(1);

  private final InstanceRequests requests;
  private final InstanceMark mark;
  private final String name;

  InstanceBackup(InstanceRequests requests, InstanceMark mark) {
    this.requests = requests;
    this.mark = mark;
    name = "instance " + requests.instance();
  }

  @Override
  public Standing look() throws BackupException {
    Instance seen = describe();
    Standing.Phase phase = phase(seen);
    return phase == Standing.Phase.STOPPED ? stopped(seen) : started(seen, phase);
  }

  private Standing stopped(Instance seen) {
    if (mark.isStale(seen)) {
      mark.release(seen);
    }
    return mark.isRequested(seen)
        ? new Standing(Standing.Phase.STARTING, true, name + " is about to start")
        : new Standing(Standing.Phase.STOPPED, false, words(seen, false));
  }

  private Standing started(Instance seen, Standing.Phase phase) {
    boolean isOurs = mark.isOurs(seen);
    if (isOn(phase) && !isOurs && mark.isTagged(seen)) {
      mark.release(seen);
    }
    return new Standing(phase, isOurs, words(seen, isOurs));
  }

  @Override
  public void start() throws BackupException {
    Instance seen = describe();
    Standing.Phase phase = phase(seen);
    if (isOn(phase)) {
      return;
    }
    if (phase == Standing.Phase.STOPPING) {
      throw new BackupException(
          name + " is stopping and cannot be started yet; it is tried again", false);
    }
    mark.set(seen);
    try {
      requests.start();
    } catch (RuntimeException e) {
      if (BackupTrouble.isRefusal(e)) {
        mark.release(seen);
      }
      throw requests.trouble(e, "ec2:StartInstances");
    }
  }

  @Override
  public void stop() throws BackupException {
    Instance seen = describe();
    if (isOn(phase(seen)) && mark.isOurs(seen)) {
      try {
        requests.stop();
      } catch (RuntimeException e) {
        throw requests.trouble(e, "ec2:StopInstances");
      }
      mark.release(seen);
    }
  }

  private Instance describe() throws BackupException {
    Instance seen;
    try {
      seen = requests.describe();
    } catch (RuntimeException e) {
      throw requests.trouble(e, "ec2:DescribeInstances");
    }
    if (seen == null) {
      throw new BackupTrouble("EC2", name).garbled();
    }
    return seen;
  }

  private Standing.Phase phase(Instance seen) throws BackupException {
    return switch (seen.state().name()) {
      case PENDING -> Standing.Phase.STARTING;
      case RUNNING -> Standing.Phase.RUNNING;
      case STOPPING -> Standing.Phase.STOPPING;
      case STOPPED -> Standing.Phase.STOPPED;
      case SHUTTING_DOWN, TERMINATED -> throw new BackupTrouble("EC2", name).terminated();
      default -> Standing.Phase.UNKNOWN;
    };
  }

  private static boolean isOn(Standing.Phase phase) {
    return phase == Standing.Phase.STARTING || phase == Standing.Phase.RUNNING;
  }

  private String words(Instance seen, boolean isOurs) {
    String by =
        isOurs
            ? ", started by this watchdog"
            : mark.stranger(seen)
                .map(other -> ", started by watchdog '%s'".formatted(Printable.printable(other)))
                .orElse("");
    String why =
        seen.stateReason() == null || seen.stateReason().message() == null
            ? ""
            : " (%s)".formatted(Printable.printable(seen.stateReason().message()));
    return "%s is %s%s%s".formatted(name, seen.state().nameAsString(), why, by);
  }
}
