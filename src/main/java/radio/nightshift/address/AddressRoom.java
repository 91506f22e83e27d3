package radio.nightshift.address;

import java.util.List;
import org.apache.camel.spi.Registry;
import radio.nightshift.aws.AwsClients;
import radio.nightshift.check.Probe;
import radio.nightshift.check.Trouble;
import radio.nightshift.room.Premises;
import radio.nightshift.room.Room;
import radio.nightshift.settings.Settings;

/** The station's record in the DNS: settings {@code dns.*} and {@code aws.metadata}. */
public final class AddressRoom implements Room {
  private static final String ZONE = "dns.zone";
  private static final int LONGEST_TTL = 604800;

  private final AddressRecord record;
  private final AddressTrouble trouble;

  public AddressRoom(Premises premises) {
    Settings settings = premises.settings();
    settings.matching(
        ZONE, "(/hostedzone/)?[A-Z0-9]{1,32}", "give the hosted zone's id, such as Z0123456789ABC");
    String name =
        settings.matching(
            "dns.name",
            "([A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?\\.)+[A-Za-z0-9-]{2,}\\.?",
            "give the record's full name, such as station.example.org");
    String metadata =
        settings.matching(
            "aws.metadata",
            "https?://[^\\s/?#&]+",
            "give the address of the instance metadata service, such as http://169.254.169.254");
    AwsClients clients = new AwsClients(settings);
    record =
        new AddressRecord(
            settings.text(ZONE).replaceFirst("^/hostedzone/", ""),
            name,
            settings.whole("dns.ttl", 1, LONGEST_TTL),
            clients::route53);
    trouble = new AddressTrouble(record, metadata, premises.conditions());
  }

  /** On while {@code dns.zone} names a hosted zone. */
  public static boolean isOn(Settings settings) {
    return !settings.text(ZONE).isEmpty();
  }

  @Override
  public void bind(Registry registry) {
    registry.bind("addressRecord", record);
    registry.bind("addressTrouble", trouble);
  }

  @Override
  public List<Probe> probes() {
    return List.of(new Probe("DNS", this::tryPermission));
  }

  private String tryPermission() throws Trouble {
    try {
      record.tryPermission();
      return record + " may be changed";
    } catch (RuntimeException e) {
      throw new Trouble(trouble.words(e) + ".");
    }
  }
}
