package radio.nightshift.alerts;

import java.nio.charset.StandardCharsets;
import org.apache.camel.Body;
import org.apache.camel.Exchange;

/**
 * Makes a notice an e-mail.
 *
 * @param from the sender's address
 * @param to the receivers' addresses, with commas
 */
public record MailReceiver(String from, String to) {
  private static final int LONGEST_SUBJECT = 200;

  /** Makes a notice the e-mail that tells it. */
  public void compose(@Body Notice notice, Exchange exchange) {
    String subject = notice.heading() + ": " + notice.condition().words();
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setHeader("From", from);
    exchange.getMessage().setHeader("To", to);
    exchange
        .getMessage()
        .setHeader("Subject", subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT)));
    exchange
        .getMessage()
        .setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=" + StandardCharsets.UTF_8);
    exchange
        .getMessage()
        .setBody(
            """
            %s

            Station: %s
            Severity: %s
            About: %s, %s
            Since: %s
            """
                .formatted(
                    notice.text(),
                    notice.station(),
                    notice.severity(),
                    notice.condition().room(),
                    notice.condition().about(),
                    notice.condition().since()));
  }
}
