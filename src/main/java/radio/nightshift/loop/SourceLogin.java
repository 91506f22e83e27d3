package radio.nightshift.loop;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import radio.nightshift.settings.SettingException;

/**
 * A login with a web server.
 *
 * @param password a secret
 */
record SourceLogin(String user, String password) {

  /**
   * The login that the settings give, if any.
   *
   * @param setting the name of the address's setting, such as {@code loop.demo.source}
   * @throws SettingException if only half of one is given, or the address takes none
   */
  static Optional<SourceLogin> of(
      String setting, SourceAddress address, String user, String password) {
    if (user.isEmpty() && password.isEmpty()) {
      return Optional.empty();
    }
    if (!(address instanceof SourceAddress.Web)) {
      throw new SettingException(
          "%s.user and %s.password are for http and https only, and %s is '%s'; remove them."
              .formatted(setting, setting, setting, address));
    }
    if (user.isEmpty()) {
      throw new SettingException(
          "%s.user is not set; give the name that %s.password belongs to, or remove the password."
              .formatted(setting, setting));
    }
    if (password.isEmpty()) {
      throw new SettingException(
          "%s.password is not set; give the password of %s.user, or remove the user."
              .formatted(setting, setting));
    }
    if (user.indexOf(':') >= 0 || user.chars().anyMatch(Character::isISOControl)) {
      throw new SettingException(
          "%s.user holds a colon or a control character; give a name without.".formatted(setting));
    }
    return Optional.of(new SourceLogin(user, password));
  }

  /** The value of the header {@code Authorization}. */
  String header() {
    String pair = user + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return user + ":***";
  }
}
