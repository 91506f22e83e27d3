package radio.nightshift.watchdog;

import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/** The watchdog in JMX. */
@ManagedResource(description = "The watchdog: how the encoder that is watched is, and its backup")
public interface WatchMBean {
  @ManagedAttribute(
      description =
          "watching, waiting (enough checks fail), starting, on_backup, recovering, stopping, returning, returned or held")
  String getStage();

  @ManagedAttribute(description = "How many checks failed in the last round")
  long getFailing();

  @ManagedAttribute(description = "Those, with commas; empty if none failed")
  String getFailingChecks();

  @ManagedAttribute(description = "When the last round was (UTC); empty if there was none yet")
  String getLastRound();

  @ManagedAttribute(description = "How the backup is")
  String getBackup();
}
