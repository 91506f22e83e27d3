package radio.nightshift.address;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.RRType;

/** The record of the station's public IPv4 address in a hosted zone of Route 53. */
public final class AddressRecord {
  private static final Logger LOG = LoggerFactory.getLogger(AddressRecord.class);
  private static final int LONGEST_TOKEN = 1024;
  private static final int LONGEST_ADDRESS = 64;
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)");

  private final String zone;
  private final String name;
  private final long ttl;
  private final Supplier<Route53Client> client;

  /**
   * Names a record.
   *
   * @param zone the hosted zone's id; empty: there is no record to keep
   * @param name the record's name, such as {@code station.example.org}
   * @param ttl how long others may remember it, in seconds
   * @param client makes the client when it is first needed
   */
  public AddressRecord(String zone, String name, long ttl, Supplier<Route53Client> client) {
    this.zone = zone;
    this.name = name;
    this.ttl = ttl;
    this.client = client;
  }

  /** Whether the station keeps such a record. */
  public boolean isWanted() {
    return !zone.isEmpty();
  }

  /** The metadata service's session token, from its answer. */
  public String token(InputStream answer) throws IOException {
    String token = text(answer, LONGEST_TOKEN);
    if (!TOKEN.matcher(token).matches()) {
      throw new IOException("the metadata service's token has characters that no token has");
    }
    return token;
  }

  /** The machine's public address, from the metadata service's answer. */
  public String address(InputStream answer) throws IOException {
    String address = text(answer, LONGEST_ADDRESS);
    if (!IPV4.matcher(address).matches()) {
      throw new IOException("the metadata service answers something that is no IPv4 address");
    }
    return address;
  }

  /** Makes the record, or changes it, to one address. */
  public void upsert(String address) {
    client.get().changeResourceRecordSets(change(address));
    LOG.info("{} is {} in the DNS, for {} s at a time.", name, address, ttl);
  }

  /**
   * Whether the change would be allowed, found by one that is impossible: permission is judged
   * first, and an address that is none changes nothing.
   *
   * @throws RuntimeException Route 53's refusal
   */
  public void tryPermission() {
    try {
      client.get().changeResourceRecordSets(change("not-an-address"));
    } catch (software.amazon.awssdk.services.route53.model.InvalidChangeBatchException refused) {
      if (("" + refused.getMessage()).contains("not permitted in zone")) {
        throw refused;
      }
    }
  }

  String zone() {
    return zone;
  }

  @Override
  public String toString() {
    return name + " in zone " + zone;
  }

  private ChangeResourceRecordSetsRequest change(String value) {
    return ChangeResourceRecordSetsRequest.builder()
        .hostedZoneId(zone)
        .changeBatch(
            batch ->
                batch.changes(
                    change ->
                        change
                            .action(ChangeAction.UPSERT)
                            .resourceRecordSet(
                                record ->
                                    record
                                        .name(name)
                                        .type(RRType.A)
                                        .ttl(ttl)
                                        .resourceRecords(one -> one.value(value)))))
        .build();
  }

  private static String text(InputStream answer, int longest) throws IOException {
    try (answer) {
      byte[] bytes = answer.readNBytes(longest + 1);
      if (bytes.length > longest) {
        throw new IOException("the metadata service answers more than was asked of it");
      }
      return new String(bytes, StandardCharsets.US_ASCII).strip();
    }
  }
}
