package radio.nightshift;

import org.apache.camel.spi.Registry;
import radio.nightshift.station.AddressRecord;
import radio.nightshift.station.AddressTrouble;

/** The station's record in the DNS as the settings have it. */
final class AddressSettings {
  private static final int LONGEST_TTL = 604800;

  private final Settings settings;

  AddressSettings(Settings settings) {
    this.settings = settings;
  }

  /** The record, wanted or not. */
  AddressRecord record() {
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
  String metadata() {
    return settings.matching(
        "aws.metadata",
        "https?://[^\\s/?#&]+",
        "give the address of the instance metadata service, such as http://169.254.169.254");
  }

  void bind(Registry registry) {
    AddressRecord record = record();
    registry.bind("addressRecord", record);
    registry.bind("addressTrouble", new AddressTrouble(record, metadata()));
  }
}
