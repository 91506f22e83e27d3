package radio.nightshift.control;

import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.TabularData;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;

/** The station as a whole in JMX. */
@ManagedResource(description = "The station: what is on the air, what comes next, what to know")
public interface StationMBean {
  @ManagedAttribute(description = "What is on the air on all mounts; empty if nothing is")
  String getOnAir();

  @ManagedAttribute(description = "What comes next on all mounts, within two days")
  String getNext();

  @ManagedAttribute(
      description = "How many programmes of the coming 24 hours are missing or in conflict")
  int getProblems();

  @ManagedAttribute(description = "When the station was started (UTC)")
  String getSince();

  @ManagedAttribute(description = "Seconds since then")
  long getUpSeconds();

  @ManagedAttribute(description = "Whether it ends after what is on the air")
  boolean isDraining();

  /** A row for each condition. */
  @ManagedAttribute(
      description =
          "What a person must know at present: room, about, severity, since, words, remedy")
  TabularData getConditions() throws OpenDataException;

  @ManagedAttribute(description = "How many conditions are critical: off the air")
  long getCritical();

  @ManagedAttribute(description = "How many conditions are errors")
  long getErrors();

  @ManagedAttribute(description = "How many conditions are warnings")
  long getWarnings();

  @ManagedAttribute(description = "The release that runs")
  String getVersion();

  @ManagedAttribute(description = "The folder in which it keeps everything")
  String getHome();

  @ManagedAttribute(description = "Its time zone")
  String getZone();

  @ManagedAttribute(description = "Bytes that are free on the disk of its home; -1 if unknown")
  long getFreeBytes();

  /** Ends the station after what is on the air. */
  @ManagedOperation(
      description =
          "Ends the station once what is on the air has played; nothing more begins. It exits with 69 then.")
  String drain();
}
