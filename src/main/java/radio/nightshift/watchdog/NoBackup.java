package radio.nightshift.watchdog;

/** The backup of a watchdog that only tells people. */
final class NoBackup implements Backup {
  @Override
  public Standing look() {
    return new Standing(Standing.Phase.STOPPED, false, "none is set");
  }

  @Override
  public void start() {
    // There is nothing to be started.
  }

  @Override
  public void stop() {
    // There is nothing to be stopped.
  }
}
