package radio.nightshift.support;

/** An Auto Scaling group. Its instances follow its capacity each time that it is described. */
final class FakeGroup {
  private final String name;
  private final int least;
  private final int most;
  private int desired;
  private String instance = "";
  private String suspended = "";
  private String failure = "";

  FakeGroup(String name, int least, int most, int desired) {
    this.name = name;
    this.least = least;
    this.most = most;
    this.desired = desired;
    instance = desired > 0 ? "InService" : "";
  }

  synchronized int desired() {
    return desired;
  }

  /** What is wrong with a capacity, or an empty text. */
  synchronized String fault(int capacity) {
    return capacity > most
        ? "New SetDesiredCapacity value %d is above max value %d for the AutoScalingGroup."
            .formatted(capacity, most)
        : capacity < least
            ? "New SetDesiredCapacity value %d is below min value %d for the AutoScalingGroup."
                .formatted(capacity, least)
            : "";
  }

  synchronized void desire(int capacity) {
    desired = capacity;
  }

  synchronized void suspend(String process) {
    suspended = process;
  }

  /** It gets no instance, for this reason. */
  synchronized void fail(String reason) {
    failure = reason;
  }

  synchronized String describe() {
    move();
    return ("<member><AutoScalingGroupName>%s</AutoScalingGroupName><MinSize>%d</MinSize>"
            + "<MaxSize>%d</MaxSize><DesiredCapacity>%d</DesiredCapacity><Instances>%s</Instances>"
            + "<SuspendedProcesses>%s</SuspendedProcesses></member>")
        .formatted(
            name,
            least,
            most,
            desired,
            instance.isEmpty()
                ? ""
                : ("<member><InstanceId>i-0aaa</InstanceId><LifecycleState>%s</LifecycleState>"
                        + "<HealthStatus>Healthy</HealthStatus></member>")
                    .formatted(instance),
            suspended.isEmpty()
                ? ""
                : "<member><ProcessName>%s</ProcessName></member>".formatted(suspended));
  }

  synchronized String activity() {
    return failure.isEmpty()
        ? ""
        : "<member><StatusCode>Failed</StatusCode><StatusMessage>%s</StatusMessage></member>"
            .formatted(failure);
  }

  private void move() {
    boolean grows = desired > 0 && failure.isEmpty();
    instance =
        switch (instance) {
          case "" -> grows ? "Pending" : "";
          case "Pending" -> grows ? "InService" : "Terminating";
          case "InService" -> grows ? "InService" : "Terminating";
          default -> "";
        };
  }
}
