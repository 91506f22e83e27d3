package radio.nightshift.loop;

import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;

/** A channel in JMX. */
@ManagedResource(description = "A live channel: a file played for ever")
public interface LoopMBean {
  @ManagedAttribute(
      description =
          "stopped, waiting (nothing to play yet), connecting, playing, or failing (at a destination)")
  String getState();

  @ManagedAttribute(description = "Where the source is")
  String getSource();

  @ManagedAttribute(description = "Where it is sent, with commas")
  String getDestinations();

  @ManagedAttribute(
      description = "What is played: length, and what of it is kept or made anew; empty if nothing")
  String getPlays();

  @ManagedAttribute(description = "How far a new version is made ready; empty if none is made")
  String getProgress();

  @ManagedAttribute(description = "Seconds since the turn that is on began; -1 if there is none")
  double getPositionSeconds();

  @ManagedAttribute(description = "How many seconds a turn takes; -1 if there is none")
  double getLengthSeconds();

  @ManagedAttribute(description = "How many seams there have been since the channel's first start")
  long getSeams();

  @ManagedAttribute(description = "Bits a second of what is played; 0 if there is nothing")
  long getBitrate();

  @ManagedAttribute(description = "How often playing to a destination was begun again")
  long getRestarts();

  @ManagedAttribute(
      description = "What keeps it from a destination, or has left it without a source; else empty")
  String getTrouble();

  /** Plays from the first frame. */
  @ManagedOperation(
      description = "Plays from the first frame on, also after a restart of the station")
  String start();

  /** Begins at the first frame. */
  @ManagedOperation(description = "Plays from the first frame on, whether it plays now or not")
  String restart();

  /** Plays no more. */
  @ManagedOperation(
      description = "Plays no more, nor after a restart of the station, until it is started")
  String stop();
}
