package radio.nightshift.prepare;

import java.time.Clock;
import java.time.Duration;
import radio.nightshift.condition.Printable;
import radio.nightshift.programme.ReadyFolder;

/** Shows in JMX how programmes are prepared. */
final class PreparePanel implements PrepareMBean {
  private final Workbench workbench;
  private final UploadQueue uploads;
  private final AssignmentQueue assignments;
  private final RetryList retries;
  private final ReadyFolder ready;
  private final Clock clock;

  PreparePanel(
      Workbench workbench,
      UploadQueue uploads,
      AssignmentQueue assignments,
      RetryList retries,
      ReadyFolder ready,
      Clock clock) {
    this.workbench = workbench;
    this.uploads = uploads;
    this.assignments = assignments;
    this.retries = retries;
    this.ready = ready;
    this.clock = clock;
  }

  @Override
  public String getUnderWay() {
    return workbench.underWay();
  }

  @Override
  public int getWaitingFiles() {
    return uploads.size();
  }

  @Override
  public int getWaitingProgrammes() {
    return assignments.size();
  }

  @Override
  public int getFailed() {
    return retries.size();
  }

  @Override
  public int getReady() {
    return ready.programmes().size();
  }

  @Override
  public String getLastReady() {
    return workbench.last().map(made -> Printable.printable(made.name())).orElse("");
  }

  @Override
  public long getLastReadyAgeSeconds() {
    return workbench
        .last()
        .map(made -> Duration.between(made.at(), clock.instant()).toSeconds())
        .orElse(-1L);
  }
}
