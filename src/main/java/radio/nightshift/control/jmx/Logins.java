package radio.nightshift.control.jmx;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Printable;
import radio.nightshift.control.jmx.Login.Role;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/** Who may log in, by which password. */
final class Logins {
  private static final Logger LOG = LoggerFactory.getLogger(Logins.class);
  private static final int LONGEST_NAME = 40;

  /** Whoever tries passwords must not fill the log. */
  private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(10);

  private final Map<Login, byte[]> passwords = new LinkedHashMap<>();
  private final AtomicLong lastLine = new AtomicLong(System.nanoTime() - BETWEEN_LINES);

  private Logins() {}

  /**
   * Reads the two logins; one without a password does not exist.
   *
   * @throws SettingException if there is none, or both have one name
   */
  static Logins of(Settings settings) {
    Logins logins = new Logins();
    logins.add(settings, "jmx.user", "jmx.password", Role.READER);
    logins.add(settings, "jmx.operator", "jmx.operator-password", Role.OPERATOR);
    if (logins.passwords.isEmpty()) {
      throw new SettingException(
          "jmx.password and jmx.operator-password are not set, and nobody may log in without; set one or both, best in the file that secrets.file names.");
    }
    if (logins.passwords.size() == 2
        && settings.text("jmx.user").equals(settings.text("jmx.operator"))) {
      throw Settings.wrong(
          "jmx.operator", settings.text("jmx.operator"), "give another name than that of jmx.user");
    }
    return logins;
  }

  private void add(Settings settings, String user, String password, Role role) {
    String secret = settings.text(password);
    if (!secret.isEmpty()) {
      String name = settings.matching(user, "[^:\\p{Cntrl}]+", "give a name without a colon");
      passwords.put(new Login(name, role), secret.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The login of a user, if the password is right. */
  Optional<Login> of(String user, String password) {
    byte[] given = password.getBytes(StandardCharsets.UTF_8);
    Optional<Login> login =
        passwords.entrySet().stream()
            .filter(one -> one.getKey().user().equals(user))
            .filter(one -> MessageDigest.isEqual(one.getValue(), given))
            .map(Map.Entry::getKey)
            .findFirst();
    if (login.isEmpty()) {
      logRefusal(user);
    }
    return login;
  }

  /** The login of a user whose password was right. */
  Optional<Login> named(String user) {
    return passwords.keySet().stream().filter(login -> login.user().equals(user)).findFirst();
  }

  private void logRefusal(String user) {
    long now = System.nanoTime();
    long last = lastLine.get();
    if (now - last >= BETWEEN_LINES && lastLine.compareAndSet(last, now)) {
      String shown = user.substring(0, Math.min(user.length(), LONGEST_NAME));
      LOG.warn(
          "A login over JMX with the name '{}' and a wrong password was refused.",
          Printable.printable(shown));
    }
  }
}
