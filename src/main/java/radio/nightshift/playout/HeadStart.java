package radio.nightshift.playout;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import radio.nightshift.icecast.IcecastEndpoint;

/**
 * How long before its start a cue is handed to its mount: so long that the next tick would come too
 * late for it. Both figures it depends on are read where the routes have them, the period of the
 * tick and the {@code lead} of the mounts, so either may be edited alone; a mount that was slow to
 * open lately needs more than its lead.
 */
final class HeadStart {
  /** Before the first tick, there is the heartbeat at least. */
  private static final Duration UNTIL_THE_FIRST_TICK = Duration.ofSeconds(15);

  /** For a machine that is busy. */
  private static final Duration SPARE = Duration.ofSeconds(3);

  private volatile Duration period = UNTIL_THE_FIRST_TICK;

  /**
   * The head start as of an exchange.
   *
   * @param exchange a tick of Quartz's, which says when the next one comes, or any other
   */
  Duration of(Exchange exchange) {
    Message message = exchange.getMessage();
    Instant tick = instant(message, "scheduledFireTime");
    Instant next = instant(message, "nextFireTime");
    if (tick != null && next != null) {
      // Two times of the system's clock, which need not be the station's.
      period = Duration.between(tick, next);
    }
    return period.plus(longestLead(exchange.getContext())).plus(SPARE);
  }

  private static Instant instant(Message message, String header) {
    Date date = message.getHeader(header, Date.class);
    return date == null ? null : date.toInstant();
  }

  private static Duration longestLead(CamelContext context) {
    return context.getEndpoints().stream()
        .filter(IcecastEndpoint.class::isInstance)
        .map(endpoint -> ((IcecastEndpoint) endpoint).opensBefore())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }
}
