package radio.nightshift.programme;

import java.time.Duration;
import radio.nightshift.media.Encoding;

/**
 * A mount of the station's.
 *
 * @param name its name in the settings; {@code main} is the first
 * @param settings the prefix of the settings that say where it is, such as {@code playout}
 * @param path its path on the server, with the slash
 * @param tls whether the server is spoken to by TLS
 * @param password never shown
 * @param answer how long the server may take to answer a source
 */
public record Mount(
    String name,
    String settings,
    String host,
    int port,
    String path,
    boolean tls,
    String user,
    String password,
    Duration answer,
    Encoding encoding) {

  /** The mount's address as a person writes it. */
  public String address() {
    return (tls ? "https://" : "http://") + host + ":" + port + path;
  }

  @Override
  public String toString() {
    return name + " = " + address() + " (" + encoding.describe() + ")";
  }
}
