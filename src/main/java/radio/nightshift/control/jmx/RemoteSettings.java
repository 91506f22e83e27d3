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
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/**
 * Where JMX is served, and to whom.
 *
 * @param port that of RMI, or 0
 * @param jolokia that of Jolokia, or 0
 * @param host the one address at which both listen
 * @param tls what both prove their identity with; nothing: no TLS
 * @param origins of web pages whose requests Jolokia takes
 */
record RemoteSettings(
    int port,
    int jolokia,
    InetAddress host,
    Logins logins,
    Optional<SSLContext> tls,
    Set<String> origins) {
  private static final String HOST = "jmx.host";

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
    InetAddress host = host(settings);
    Optional<SSLContext> tls = TlsIdentity.of(settings);
    if (!host.isLoopbackAddress() && tls.isEmpty()) {
      throw Settings.wrong(
          HOST,
          settings.text(HOST),
          "other machines reach that, so set jmx.tls.keystore too, or give 127.0.0.1 and come by an SSH tunnel");
    }
    return Optional.of(
        new RemoteSettings(port, jolokia, host, Logins.of(settings), tls, origins(settings)));
  }

  private static InetAddress host(Settings settings) {
    String value = settings.required(HOST, "give an address of this machine, such as 127.0.0.1");
    try {
      InetAddress host = InetAddress.getByName(value);
      // What listens at any address cannot tell clients at which one they find it.
      if (host.isAnyLocalAddress() || NetworkInterface.getByInetAddress(host) == null) {
        throw Settings.wrong(
            HOST, value, "give one address that this machine has, such as 127.0.0.1");
      }
      return host;
    } catch (UnknownHostException | SocketException e) {
      throw Settings.wrong(HOST, value, "give an address of this machine, such as 127.0.0.1");
    }
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
