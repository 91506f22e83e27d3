package radio.nightshift.watchdog;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The database of the log of checks, and the login there. Its text form shows no secret. */
final class StoreLogin {
  private static final String H2_FILE = "jdbc:h2:file:";
  private static final Pattern PLACE =
      Pattern.compile("jdbc:(?:[a-z0-9]+:)+(//[\\w.:,\\[\\]-]+/[\\w$-]*|[^?;@=]+)(?:[?;].*)?");

  private final String url;
  private final String user;
  private final String password;

  StoreLogin(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** Whether it is a file of the station's own. */
  boolean isOwnFile() {
    return url.startsWith(H2_FILE);
  }

  boolean isMySql() {
    return url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:");
  }

  String user() {
    return user;
  }

  /** Connects. A server that is silent does not keep anybody waiting for ever. */
  Connection connect() throws SQLException {
    return connect(url);
  }

  /** Connects to what is there and can be read: opening an embedded database would create it. */
  Connection connectReadOnly() throws SQLException {
    return connect(isOwnFile() ? url + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r" : url);
  }

  private Connection connect(String address) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    if (isMySql()) {
      properties.setProperty("connectTimeout", "5000");
      properties.setProperty("socketTimeout", "20000");
      // A transaction of a connection that was lost may hold the lock until its end is known.
      properties.setProperty("sessionVariables", "innodb_lock_wait_timeout=10");
      // Else a server that is not what it claims to be could ask for files of this machine.
      properties.setProperty("allowLocalInfile", "false");
    }
    return DriverManager.getConnection(address, properties);
  }

  /** Where it is, without what may be a secret. */
  @Override
  public String toString() {
    Matcher place = PLACE.matcher(url);
    return place.matches() ? place.group(1).replaceFirst("^//", "") : "watchdog.store.url";
  }
}
