package radio.nightshift.control.jmx;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import radio.nightshift.settings.OutsideException;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/**
 * Where JMX is served, and to whom.
 *
 * @param port that of RMI, or 0
 * @param jolokia that of Jolokia, or 0
 * @param host the one address at which both listen, or its name
 * @param tls what both prove their identity with; nothing: no TLS
 * @param origins of web pages whose requests Jolokia takes
 */
record RemoteSettings(
    int port,
    int jolokia,
    String host,
    Logins logins,
    Optional<SSLContext> tls,
    Set<String> origins) {
  private static final String HOST = "jmx.host";
  private static final String REMEDY = "give an address of this machine, such as 127.0.0.1";

  /**
   * Reads the settings; of a station that serves neither, the ports alone.
   *
   * @throws SettingException if one is wrong, or others could come in unseen
   */
  static Optional<RemoteSettings> of(Settings settings) {
    int port = settings.whole("jmx.port", 0, 65535);
    int jolokia = settings.whole("jmx.jolokia", 0, 65535);
    if (port == 0 && jolokia == 0) {
      return Optional.empty();
    }
    if (port == jolokia) {
      throw Settings.wrong("jmx.jolokia", "" + jolokia, "give another port than that of jmx.port");
    }
    RemoteSettings set =
        new RemoteSettings(
            port,
            jolokia,
            settings.matching(HOST, "[A-Za-z0-9._:%-]+", REMEDY),
            Logins.of(settings),
            TlsIdentity.of(settings),
            origins(settings));
    set.refuseUnsafe();
    return Optional.of(set);
  }

  /** A name that is not known yet is judged once it is. */
  private void refuseUnsafe() {
    try {
      judged(InetAddress.getByName(host));
    } catch (UnknownHostException notYet) {
      // No reason to be off the air.
    }
  }

  private InetAddress judged(InetAddress address) {
    // What listens at any address cannot tell clients at which one they find it.
    if (address.isAnyLocalAddress()) {
      throw Settings.wrong(HOST, host, "give one address that this machine has, such as 127.0.0.1");
    }
    if (!address.isLoopbackAddress() && tls.isEmpty()) {
      throw Settings.wrong(
          HOST,
          host,
          "other machines reach that, so set jmx.tls.keystore too, or give 127.0.0.1 and come by an SSH tunnel");
    }
    return address;
  }

  /**
   * The address at which both listen, as it is now.
   *
   * @throws OutsideException if this machine does not have it now, as before a network is up
   * @throws SettingException if the name is that of an address at which nothing may listen
   */
  InetAddress address() {
    try {
      InetAddress address = judged(InetAddress.getByName(host));
      // All of 127.0.0.0/8 is this machine's, though its interface has one of them.
      if (!address.isLoopbackAddress() && NetworkInterface.getByInetAddress(address) == null) {
        throw missing("no interface of this machine has that address");
      }
      return address;
    } catch (UnknownHostException e) {
      throw missing("that name is not known");
    } catch (SocketException e) {
      throw missing("" + e.getMessage());
    }
  }

  private OutsideException missing(String why) {
    return new OutsideException(
        "JMX cannot be served at jmx.host '%s': %s; it is tried again, or %s."
            .formatted(host, why, REMEDY));
  }

  private static Set<String> origins(Settings settings) {
    List<String> origins =
        Stream.of(settings.text("jmx.jolokia-origins").split(","))
            .map(String::strip)
            .filter(origin -> !origin.isEmpty())
            .toList();
    for (String origin : origins) {
      if (!origin.matches("https?://[^/\\s]+")) {
        throw Settings.wrong(
            "jmx.jolokia-origins", origin, "give addresses such as https://hawtio.example.org");
      }
    }
    return origins.stream().collect(Collectors.toUnmodifiableSet());
  }
}
