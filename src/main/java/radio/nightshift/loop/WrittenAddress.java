package radio.nightshift.loop;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/**
 * An address as somebody has written it, which may be wrong and may hold secrets.
 *
 * @param setting the setting that it is the value of
 */
record WrittenAddress(String setting, String value) {
  private static final Pattern PARTS = Pattern.compile("(?s)([a-zA-Z][a-zA-Z0-9+.-]*):(.*)");
  private static final Pattern OBJECT = Pattern.compile("(?s)//([^/]*)/(.+)");
  private static final String BUCKET = "[A-Za-z0-9][A-Za-z0-9._-]{1,62}";
  private static final String HOST = "[A-Za-z0-9.-]+:[0-9]{1,5}|\\[[0-9A-Fa-f:.]+\\]:[0-9]{1,5}";
  private static final int LONGEST_KEY = 1024;
  private static final int LONGEST_URL = 8000;
  private static final String KINDS =
      "give s3://bucket/key, s3ssl://bucket/key, https://host/path, http://host/path or /path";

  SourceAddress read() {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw wrong("give an address without control characters");
    }
    if (value.startsWith("/")) {
      return local(value);
    }
    Matcher parts = PARTS.matcher(value);
    if (!parts.matches()) {
      throw wrong(KINDS);
    }
    String rest = parts.group(2);
    return switch (parts.group(1).toLowerCase(Locale.ROOT)) {
      case "s3" -> object(rest, false);
      case "s3ssl" -> object(rest, true);
      case "http", "https" -> web();
      case "file" -> local(rest.startsWith("///") ? rest.substring(2) : rest);
      default -> throw wrong(KINDS);
    };
  }

  private SourceAddress local(String path) {
    if (!path.startsWith("/") || path.startsWith("//")) {
      throw wrong("give the path from / on");
    }
    try {
      return new SourceAddress.Local(setting, Path.of(path));
    } catch (InvalidPathException e) {
      throw wrong(
          "give a path that this system can have (it runs with the encoding of its locale)");
    }
  }

  private SourceAddress object(String rest, boolean isTls) {
    Matcher object = OBJECT.matcher(rest);
    if (rest.startsWith("//")) {
      refuseLogin(rest.substring(2).replaceFirst("(?s)/.*", ""));
    }
    if (!object.matches()) {
      throw wrong("give a bucket and a key, such as s3://bucket/folder/file.mp4");
    }
    String first = object.group(1);
    String key = object.group(2);
    if (!isTls || !first.matches(HOST)) {
      return object(Optional.empty(), first, key, isTls);
    }
    Matcher below = OBJECT.matcher("//" + key);
    if (!below.matches()) {
      throw wrong("give a bucket and a key behind the host, such as s3ssl://host:443/bucket/key");
    }
    URI endpoint = uri("https://" + first);
    return object(Optional.of(endpoint), below.group(1), below.group(2), isTls);
  }

  private SourceAddress object(Optional<URI> endpoint, String bucket, String key, boolean isTls) {
    if (!bucket.matches(BUCKET)) {
      throw wrong("give a bucket of 2 to 63 letters, digits, dots, hyphens and underscores");
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      throw wrong("a key has 1024 bytes at most; correct it");
    }
    if (key.endsWith("/")) {
      throw wrong("that is a folder; give the key of a file");
    }
    return new SourceAddress.Bucket(setting, endpoint, bucket, key, isTls);
  }

  private SourceAddress web() {
    refuseLogin(value.replaceFirst("(?s)^[a-zA-Z]+:/*", "").replaceFirst("(?s)[/?#].*", ""));
    if (value.length() > LONGEST_URL) {
      throw new SettingException(
          "%s has %d characters; give an address of %d at most."
              .formatted(setting, value.length(), LONGEST_URL));
    }
    URI uri = uri(value.replaceFirst("(?s)#.*", ""));
    if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
      throw wrong("give an address with a host, such as https://host/file.mp4");
    }
    return new SourceAddress.Web(setting, uri);
  }

  private void refuseLogin(String authority) {
    if (authority.indexOf('@') >= 0) {
      throw new SettingException(
          "%s holds a login before '@'; remove it, and give it by %s.user and %s.password (http and https; for S3 by the AWS keys)."
              .formatted(setting, setting, setting));
    }
  }

  /** What a URL must not hold as it stands is escaped; escapes that are there already stay. */
  private URI uri(String text) {
    StringBuilder escaped = new StringBuilder();
    int slashes = 0;
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      slashes += one == '/' ? 1 : 0;
      // Only a host may have brackets, those of IPv6.
      String never = slashes < 3 ? "\"<>\\^`{|}" : "\"<>\\^`{|}[]";
      boolean isPlain = one > ' ' && one < 127 && never.indexOf(one) < 0;
      escaped.append(isPlain ? "" + (char) one : "%%%02X".formatted(one & 0xff));
    }
    try {
      return new URI(escaped.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25"));
    } catch (URISyntaxException e) {
      throw wrong("give an address that a web browser would take");
    }
  }

  private SettingException wrong(String remedy) {
    return Settings.wrong(setting, SourceAddress.masked(value), remedy);
  }
}
