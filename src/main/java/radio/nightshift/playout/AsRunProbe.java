package radio.nightshift.playout;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import radio.nightshift.check.Probe;
import radio.nightshift.check.Trouble;

/** The database of the as-run log: whether it takes the login. */
public final class AsRunProbe {
  private static final int SECONDS = 5;
  private static final int H2_NOT_FOUND = 90146;
  private static final int H2_IN_USE = 90020;

  private final String url;
  private final String user;
  private final String password;

  /** A database by its JDBC URL. */
  public AsRunProbe(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** The probe that tries the login. */
  public Probe part() {
    return new Probe("as-run log", this::look);
  }

  private String look() throws Trouble {
    // Opening an embedded database would create it.
    boolean embedded = url.startsWith("jdbc:h2:file:");
    String asked = embedded ? url + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r" : url;
    try (Connection connection = DriverManager.getConnection(asked, user, password)) {
      return connection.isValid(SECONDS)
          ? "the database takes the login"
          : broken("it is not valid");
    } catch (SQLException e) {
      if (embedded && e.getErrorCode() == H2_NOT_FOUND) {
        return "the database is made at the first start";
      }
      if (embedded && e.getErrorCode() == H2_IN_USE) {
        return "the database is in use, by the station that runs";
      }
      // The message may hold the URL, and the URL a password.
      return broken("%s, SQL state %s".formatted(e.getClass().getSimpleName(), e.getSQLState()));
    }
  }

  private static String broken(String why) throws Trouble {
    throw new Trouble(
        "the database cannot be used (%s); check as-run.url, .user, .password, and that its driver is in /usr/local/lib/nightshift/."
            .formatted(why));
  }
}
