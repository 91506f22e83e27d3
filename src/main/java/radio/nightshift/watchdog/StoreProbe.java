package radio.nightshift.watchdog;

import java.sql.Connection;
import java.sql.SQLException;
import radio.nightshift.check.Probe;
import radio.nightshift.check.Trouble;

/** The database of the log of checks: whether it takes the login, and rows. It leaves no trace. */
final class StoreProbe {
  private static final int H2_NOT_FOUND = 90146;
  private static final int H2_IN_USE = 90020;

  private final StoreLogin login;

  StoreProbe(StoreLogin login) {
    this.login = login;
  }

  /** The probe that tries it. */
  Probe part() {
    return new Probe("watchdog's database", this::look);
  }

  private String look() throws Trouble {
    try (Connection connection = login.connectReadOnly()) {
      if (!login.isOwnFile()) {
        StoreConnection.execute(connection, StoreConnection.TRIAL);
      }
      return "the database at %s takes checks".formatted(login);
    } catch (SQLException e) {
      if (StoreConnection.isTableMissing(e)) {
        return "the database at %s takes the login; its table is made with the first check"
            .formatted(login);
      }
      if (login.isOwnFile() && e.getErrorCode() == H2_NOT_FOUND) {
        return "the database is made with the first check";
      }
      if (login.isOwnFile() && e.getErrorCode() == H2_IN_USE) {
        return "the database is in use, by the station that runs";
      }
      throw new Trouble(
          "the database at %s does not take checks: %s."
              .formatted(login, StoreTrouble.words(e, login)));
    }
  }
}
