package radio.nightshift.watchdog;

import java.util.Locale;
import java.util.stream.Collectors;

/** Shows the watchdog in JMX. */
final class WatchPanel implements WatchMBean {
  private final Watch watch;

  WatchPanel(Watch watch) {
    this.watch = watch;
  }

  @Override
  public String getStage() {
    return watch.stage().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public long getFailing() {
    return watch.latest().stream().filter(one -> !one.passed()).count();
  }

  @Override
  public String getFailingChecks() {
    return watch.latest().stream()
        .filter(one -> !one.passed())
        .map(Observation::check)
        .collect(Collectors.joining(", "));
  }

  @Override
  public String getLastRound() {
    return watch.latest().stream().map(one -> "" + one.at()).findFirst().orElse("");
  }

  @Override
  public String getBackup() {
    return watch.standing().words();
  }
}
