package radio.nightshift.address;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import radio.nightshift.aws.AwsTrouble;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Printable;
import radio.nightshift.condition.Severity;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;

/** The condition that the station's address is not in the DNS, with the reason in words. */
public final class AddressTrouble implements Processor {
  private static final String ROOM = "address";
  private static final String RECORD = "record";
  private static final int NOT_FOUND = 404;

  private final AddressRecord record;
  private final String metadata;
  private final Conditions conditions;

  /**
   * Explains failures to register a record.
   *
   * @param metadata the metadata service's address
   */
  public AddressTrouble(AddressRecord record, String metadata, Conditions conditions) {
    this.record = record;
    this.metadata = metadata;
    this.conditions = conditions;
  }

  @Override
  public void process(Exchange exchange) {
    Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    conditions.raise(
        ROOM,
        RECORD,
        Severity.WARNING,
        "The address of %s is not in the DNS: %s. It is tried again"
            .formatted(record, words(failure)));
  }

  /** Ends it: the address is in the DNS. */
  public void clear() {
    conditions.clear(ROOM, RECORD, "The address of %s is in the DNS".formatted(record));
    conditions.looked(ROOM);
  }

  /** The trouble and what to do, without a full stop. */
  public String words(Throwable failure) {
    if (failure instanceof NoSuchHostedZoneException) {
      return "Route 53 has no such zone; set dns.zone to the hosted zone's id, such as Z0123456789ABC";
    }
    if (failure instanceof InvalidChangeBatchException) {
      return "Route 53 refuses the record (%s); set dns.name to a name within the zone"
          .formatted(Printable.printable("" + failure.getMessage()));
    }
    if (failure instanceof SdkException) {
      return "Route 53 "
          + AwsTrouble.of(
                  failure,
                  "route53:ChangeResourceRecordSets on arn:aws:route53:::hostedzone/"
                      + record.zone())
              .text();
    }
    if (failure instanceof HttpOperationFailedException answer) {
      return answer.getStatusCode() == NOT_FOUND && answer.getUri().endsWith("/public-ipv4")
          ? "this instance has no public IPv4 address; give it one, or leave dns.zone empty"
          : "the instance metadata service at %s answers %d; allow IMDSv2 on this instance"
              .formatted(metadata, answer.getStatusCode());
    }
    if (failure instanceof IOException) {
      return "the instance metadata service at %s gives no usable answer (%s); leave dns.zone empty where there is none"
          .formatted(metadata, Printable.printable("" + failure.getMessage()));
    }
    return Printable.printable("" + failure);
  }
}
