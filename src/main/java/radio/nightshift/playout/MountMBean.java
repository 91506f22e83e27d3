package radio.nightshift.playout;

import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;

/** A mount in JMX. */
@ManagedResource(description = "A mount: what is on the air there, and what comes next")
public interface MountMBean {
  @ManagedAttribute(description = "The mount's address on its server")
  String getAddress();

  @ManagedAttribute(description = "Programme file that is on the air; empty if none")
  String getProgramme();

  @ManagedAttribute(description = "The title that listeners see; empty if nothing is on the air")
  String getTitle();

  @ManagedAttribute(description = "When what is on the air was to start (UTC); empty if nothing is")
  String getStart();

  @ManagedAttribute(description = "When it is over (UTC); empty if nothing is on the air")
  String getEnd();

  @ManagedAttribute(description = "Seconds since its start; -1 if nothing is on the air")
  double getPositionSeconds();

  @ManagedAttribute(description = "Seconds to its end; -1 if nothing is on the air")
  double getLeftSeconds();

  @ManagedAttribute(
      description =
          "Seconds since the server took the last audio of it; -1 if nothing is on the air")
  double getAudioAgeSeconds();

  @ManagedAttribute(description = "How often its connection was opened again")
  int getReconnects();

  @ManagedAttribute(description = "What keeps the mount off the air; empty if nothing does")
  String getTrouble();

  @ManagedAttribute(
      description = "Programme file that comes next, within two days; empty if none is ready")
  String getNextProgramme();

  @ManagedAttribute(description = "When it starts (UTC); empty if none is ready")
  String getNextStart();

  @ManagedAttribute(description = "Seconds to its start; -1 if none is ready")
  double getNextInSeconds();

  /** Ends what is on the air. */
  @ManagedOperation(
      description =
          "Ends what is on the air, now. The mount is silent until the next programme begins at its instant.")
  String skip();

  /** Has what is on the air begin again. */
  @ManagedOperation(
      description =
          "Plays what is on the air again from its start, in 2 s; the next programme cuts in at its instant.")
  String playAgain();
}
