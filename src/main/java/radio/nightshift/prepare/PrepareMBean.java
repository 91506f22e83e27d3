package radio.nightshift.prepare;

import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/** How programmes are prepared, in JMX. */
@ManagedResource(description = "How programmes are prepared for the air")
public interface PrepareMBean {
  @ManagedAttribute(description = "What is being prepared, and how much of it is done in percent")
  String getUnderWay();

  @ManagedAttribute(description = "How many files wait to be inspected")
  int getWaitingFiles();

  @ManagedAttribute(description = "How many programmes wait to be made")
  int getWaitingProgrammes();

  @ManagedAttribute(description = "How many could not be made and are tried again")
  int getFailed();

  @ManagedAttribute(description = "How many programmes are ready")
  int getReady();

  @ManagedAttribute(
      description = "The programme that got ready last since the start; empty if none did")
  String getLastReady();

  @ManagedAttribute(description = "Seconds since then; -1 if none did")
  long getLastReadyAgeSeconds();
}
