package radio.nightshift.schedule;

import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;

/** The schedule in JMX. */
@ManagedResource(description = "The schedule that the station goes by")
public interface ScheduleMBean {
  @ManagedAttribute(description = "Where it comes from")
  String getSource();

  @ManagedAttribute(description = "How many slots it has")
  int getSlots();

  @ManagedAttribute(description = "Seconds since it was last read; -1 if it never was")
  long getAgeSeconds();

  @ManagedAttribute(description = "Why the calendar cannot be read; empty if it can")
  String getTrouble();

  @ManagedAttribute(description = "The next slot: its programme and when it starts (UTC)")
  String getNextSlot();

  /** Reads the calendar. */
  @ManagedOperation(
      description =
          "Reads the calendar now. The log says what has changed, or why it cannot be read.")
  String readCalendar();
}
