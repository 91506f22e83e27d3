package radio.nightshift.watchdog;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * An http or https address that holds no login, so that it may be shown.
 *
 * @param uri it as it was given
 */
record WebAddress(URI uri) {
  private static final int LONGEST = 2000;
  private static final int HIGHEST_PORT = 65535;

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is no such address
   */
  static WebAddress of(String text) {
    try {
      URI uri = new URI(text);
      boolean isWeb = "http".equalsIgnoreCase(uri.getScheme()) || isTls(uri);
      // What is no host and port is no authority of a server, but may hold a login.
      if (!isWeb
          || uri.getHost() == null
          || uri.getRawUserInfo() != null
          || uri.getPort() == 0
          || uri.getPort() > HIGHEST_PORT
          || text.length() > LONGEST) {
        throw new IllegalArgumentException("no http or https address without a login");
      }
      return new WebAddress(uri);
    } catch (URISyntaxException e) {
      // Its message would repeat the text.
      throw new IllegalArgumentException("no address");
    }
  }

  /** Scheme, host and port. */
  String server() {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  /** The same without the query, which may hold a key. */
  String withoutQuery() {
    return server() + uri.getRawPath();
  }

  /** Whether another address is of the same server. */
  boolean isOfServer(URI other) {
    return uri.getScheme().equalsIgnoreCase(other.getScheme())
        && uri.getHost().equalsIgnoreCase(other.getHost())
        && port(uri) == port(other);
  }

  private static int port(URI of) {
    int standard = isTls(of) ? 443 : 80;
    return of.getPort() < 0 ? standard : of.getPort();
  }

  private static boolean isTls(URI of) {
    return "https".equalsIgnoreCase(of.getScheme());
  }

  @Override
  public String toString() {
    return withoutQuery();
  }
}
