package radio.nightshift.alerts;

import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/** A receiver of notices in JMX. */
@ManagedResource(description = "A receiver that is told of conditions")
public interface ReceiverMBean {
  @ManagedAttribute(description = "How many notices wait to be told now")
  int getWaiting();

  @ManagedAttribute(description = "How many notices it has taken since the start")
  long getTold();

  @ManagedAttribute(
      description = "How many states of conditions were overtaken before it could be told of them")
  long getOvertaken();

  @ManagedAttribute(description = "When it took the last one (UTC); empty if it has taken none")
  String getLastTold();

  @ManagedAttribute(description = "What keeps it from taking notices; empty if nothing does")
  String getFailure();
}
