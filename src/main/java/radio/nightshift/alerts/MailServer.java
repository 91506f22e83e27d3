package radio.nightshift.alerts;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.apache.camel.component.mail.JavaMailSender;
import radio.nightshift.check.Trouble;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/**
 * The server that takes our e-mails. The login is in the sender, not in an address that JMX shows.
 *
 * @param user the login, or empty if the server wants none
 */
record MailServer(String host, int port, Tls tls, String user, String password) {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int HIGHEST_PORT = 65535;

  /** How the server is reached. */
  enum Tls {
    /** By STARTTLS, which it must offer. */
    STARTTLS(587),
    /** By TLS from the first byte on. */
    TLS(465),
    /** In the clear. */
    NONE(25);

    private final int port;

    Tls(int port) {
      this.port = port;
    }
  }

  /**
   * Reads the settings {@code alerts.mail.*}.
   *
   * @throws SettingException if one of them is wrong
   */
  static MailServer of(Settings settings) {
    String host =
        settings.matching(
            "alerts.mail.host",
            "[A-Za-z0-9.:_-]+",
            "give the mail server's name, such as mail.example.org");
    Tls tls =
        settings.oneOf(
            "alerts.mail.tls",
            List.of("starttls", "tls", "none"),
            word -> Tls.valueOf(word.toUpperCase(Locale.ROOT)));
    int port =
        settings.text("alerts.mail.port").isEmpty()
            ? tls.port
            : settings.whole("alerts.mail.port", 1, HIGHEST_PORT);
    String user = settings.text("alerts.mail.user");
    String password = settings.text("alerts.mail.password");
    if (user.isEmpty() != password.isEmpty()) {
      throw new SettingException(
          "alerts.mail.%s is not set, but alerts.mail.%s is; set both, or neither if the server wants no login."
              .formatted(
                  user.isEmpty() ? "user" : "password", user.isEmpty() ? "password" : "user"));
    }
    if (!user.isEmpty() && tls == Tls.NONE && !host.matches("127\\..*|::1|localhost")) {
      throw new SettingException(
          "alerts.mail.tls is 'none', so the password would go through the network as it is; set it to starttls or tls.");
    }
    return new MailServer(host, port, tls, user, password);
  }

  /** What sends e-mails by it. */
  JavaMailSender sender() {
    DefaultJavaMailSender sender = new DefaultJavaMailSender();
    sender.setProtocol(protocol());
    sender.setHost(host);
    sender.setPort(port);
    if (!user.isEmpty()) {
      sender.setUsername(user);
      sender.setPassword(password);
    }
    sender.setJavaMailProperties(properties());
    return sender;
  }

  /** Logs in, and sends nothing. */
  String tryLogin() throws Trouble {
    try (Transport transport = Session.getInstance(properties()).getTransport(protocol())) {
      transport.connect(host, port, user.isEmpty() ? null : user, user.isEmpty() ? null : password);
      return "%s:%d takes %s".formatted(host, port, user.isEmpty() ? "e-mails" : "the login");
    } catch (MessagingException e) {
      throw new Trouble(new Failure("mail").inWords(e).getMessage() + ".");
    }
  }

  private String protocol() {
    return tls == Tls.TLS ? "smtps" : "smtp";
  }

  private Properties properties() {
    Properties properties = new Properties();
    String prefix = "mail." + protocol() + ".";
    for (String bound : List.of("connectiontimeout", "timeout", "writetimeout")) {
      properties.setProperty(prefix + bound, "" + PATIENCE.toMillis());
    }
    properties.setProperty(prefix + "auth", "" + !user.isEmpty());
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    properties.setProperty(prefix + "starttls.enable", "" + (tls == Tls.STARTTLS));
    properties.setProperty(prefix + "starttls.required", "" + (tls == Tls.STARTTLS));
    return properties;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
