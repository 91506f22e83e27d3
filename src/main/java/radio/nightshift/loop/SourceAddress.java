package radio.nightshift.loop;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import radio.nightshift.condition.Printable;

/**
 * Where a channel's source is, by the setting that says so. As text it is fit for logs: a query, in
 * which addresses that are signed hold their signature, is masked.
 *
 * <table>
 * <caption>What is accepted</caption>
 * <tr><td>{@code s3://bucket/key}</td><td>an object of the station's S3; the key is taken as it
 *     stands, so {@code %}, {@code ?} and {@code #} are part of it</td></tr>
 * <tr><td>{@code s3ssl://bucket/key}</td><td>the same, refused if {@code aws.endpoint} is without
 *     TLS</td></tr>
 * <tr><td>{@code s3ssl://host:port/bucket/key}</td><td>an object of another S3, by TLS. No bucket
 *     has a port, so the port tells a host from a bucket: give {@code :443} too</td></tr>
 * <tr><td>{@code https://…}, {@code http://…}</td><td>a file of a web server</td></tr>
 * <tr><td>{@code /path}, {@code file:/path}</td><td>a file in this machine; the path is taken as it
 *     stands</td></tr>
 * </table>
 */
sealed interface SourceAddress {
  /** The setting that gives it. */
  String setting();

  /** All of it, secrets included: for telling addresses apart only. */
  String whole();

  /**
   * An object of S3.
   *
   * @param endpoint where that S3 is; the station's own if empty
   * @param isTls whether it must not be asked for without TLS
   */
  record Bucket(String setting, Optional<URI> endpoint, String bucket, String key, boolean isTls)
      implements SourceAddress {
    @Override
    public String whole() {
      return endpoint.map(at -> at + "/").orElse("s3://") + bucket + "/" + key;
    }

    @Override
    public String toString() {
      String scheme = isTls ? "s3ssl://" : "s3://";
      String host = endpoint.map(at -> at.getAuthority() + "/").orElse("");
      return Printable.printable(scheme + host + bucket + "/" + key);
    }
  }

  /** A file of a web server. */
  record Web(String setting, URI uri) implements SourceAddress {
    @Override
    public String whole() {
      return uri.toString();
    }

    @Override
    public String toString() {
      return Printable.printable(uri.toString().replaceFirst("[?].*", "?***"));
    }
  }

  /** A file in this machine. */
  record Local(String setting, Path path) implements SourceAddress {
    @Override
    public String whole() {
      return path.toString();
    }

    @Override
    public String toString() {
      return Printable.printable(path.toString());
    }
  }

  /**
   * Reads an address.
   *
   * @param setting the name of its setting
   * @throws radio.nightshift.settings.SettingException if it is none, or holds a login
   */
  static SourceAddress of(String setting, String value) {
    return new WrittenAddress(setting, value).read();
  }

  /** An address that may be none at all, without what may be secret in it. */
  static String masked(String address) {
    String shown = address.replaceFirst("(?s)[?#].*", "?***");
    return Printable.printable(
        shown.indexOf('@') < 0
            ? shown
            : shown.replaceFirst("(?s)^([a-zA-Z0-9+.-]*:/*).*@", "$1***@"));
  }

  /**
   * The failure that concerns this address.
   *
   * @param what has happened; may hold what a server has sent
   */
  default SourceException trouble(String what, String remedy) {
    String shown = Printable.printable(what);
    String why = shown.substring(0, Math.min(shown.length(), 300));
    return new SourceException("'%s' %s; %s".formatted(this, why, remedy));
  }
}
