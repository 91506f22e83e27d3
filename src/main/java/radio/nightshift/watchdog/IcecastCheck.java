package radio.nightshift.watchdog;

import java.util.List;
import java.util.Locale;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Message;

/** Whether Icecast has our source, by its statistics. */
public final class IcecastCheck {
  private static final String STATISTICS = "/admin/stats";

  private final WebAddress server;
  private final String mount;
  private final String sourceIp;

  /**
   * A check of a mount.
   *
   * @param server Icecast's address, or that of its statistics
   * @param mount the mount that must have a source; empty: any
   * @param sourceIp the address from which the source must come; empty: any
   */
  IcecastCheck(WebAddress server, String mount, String sourceIp) {
    this.server = server;
    this.mount = mount.isEmpty() || mount.startsWith("/") ? mount : "/" + mount;
    this.sourceIp = plain(sourceIp);
  }

  /** Makes a message the request for the statistics; the client adds the login. */
  public void compose(Exchange exchange) {
    Message request = exchange.getMessage();
    request.removeHeaders("*");
    request.setHeader(Exchange.HTTP_METHOD, "GET");
    request.setHeader(Exchange.HTTP_URI, statistics());
    request.setBody(null);
  }

  private String statistics() {
    String path = server.uri().getRawPath().replaceFirst("/+$", "");
    boolean isWhole = path.endsWith("/stats") || path.endsWith("/stats.xml");
    return server.server() + (isWhole ? path : path + STATISTICS);
  }

  /**
   * Judges the answer.
   *
   * @return what was seen
   * @throws CheckFailedException if there is no source, or no answer that tells
   */
  public String judge(@Header(Exchange.HTTP_RESPONSE_CODE) int status, @Body byte[] answer)
      throws CheckFailedException {
    if (status != 200) {
      throw new CheckFailedException(refusal(status));
    }
    List<IcecastStats.Source> found =
        IcecastStats.read(answer == null ? new byte[0] : answer).sources().stream()
            .filter(source -> mount.isEmpty() || mount.equals(source.mount()))
            .toList();
    if (found.isEmpty()) {
      throw new CheckFailedException("%s has no source%s".formatted(name(), onMount()));
    }
    if (!sourceIp.isEmpty() && found.stream().noneMatch(one -> plain(one.ip()).equals(sourceIp))) {
      throw new CheckFailedException(
          "%s has no source from %s%s".formatted(name(), sourceIp, onMount()));
    }
    return mount.isEmpty()
        ? "%s has %d sources".formatted(name(), found.size())
        : "%s has a source%s".formatted(name(), onMount());
  }

  /** What it is called in words. */
  String name() {
    return "Icecast at " + server.server();
  }

  private String onMount() {
    return mount.isEmpty() ? "" : " on '" + mount + "'";
  }

  private String refusal(int status) {
    String what = "%s answers %d".formatted(name(), status);
    return switch (status) {
      case 401, 403 ->
          what
              + " to the login; set watchdog.icecast.user and watchdog.icecast.password to those of its administrator";
      case 404 -> what + "; set watchdog.icecast.url to the address of Icecast itself";
      default -> what;
    };
  }

  /** IPv4 addresses are also written as IPv6 ones. */
  private static String plain(String ip) {
    return ip.strip().toLowerCase(Locale.ROOT).replaceFirst("^::ffff:(?=[0-9.]+$)", "");
  }
}
