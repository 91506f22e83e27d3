package radio.nightshift.address;

import org.apache.camel.spi.Registry;
import radio.nightshift.aws.AwsClients;
import radio.nightshift.settings.Settings;

/** The station's record in the DNS as the settings have it. */
public final class AddressRoom {
  private static final int LONGEST_TTL = 604800;

  private final Settings settings;

  public AddressRoom(Settings settings) {
    this.settings = settings;
  }

  /** The record, wanted or not. */
  public AddressRecord record() {
    int ttl = settings.whole("dns.ttl", 1, LONGEST_TTL);
    String zone = settings.text("dns.zone").replaceFirst("^/hostedzone/", "");
    if (zone.isEmpty()) {
      return new AddressRecord("", "", ttl, () -> null);
    }
    settings.matching(
        "dns.zone",
        "(/hostedzone/)?[A-Z0-9]{1,32}",
        "give the hosted zone's id, such as Z0123456789ABC");
    String name =
        settings.matching(
            "dns.name",
            "([A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{2,}\\.?",
            "give the record's full name, such as station.example.org");
    return new AddressRecord(zone, name, ttl, () -> new AwsClients(settings).route53());
  }

  /** Where the instance is asked for its address. */
  public String metadata() {
    return settings.matching(
        "aws.metadata",
        "https?://[^\\s/?#&]+",
        "give the address of the instance metadata service, such as http://169.254.169.254");
  }

  public void bind(Registry registry) {
    AddressRecord record = record();
    registry.bind("addressRecord", record);
    registry.bind("addressTrouble", new AddressTrouble(record, metadata()));
  }
}
