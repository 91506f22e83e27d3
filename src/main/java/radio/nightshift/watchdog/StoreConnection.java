package radio.nightshift.watchdog;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection to the database of the log of checks, whose tables are known to be there. */
final class StoreConnection {
  private static final String CREATE =
      "CREATE TABLE monitoring_logs (id INT AUTO_INCREMENT PRIMARY KEY,"
          + " timestamp DATETIME DEFAULT CURRENT_TIMESTAMP, parameter VARCHAR(50),"
          + " status ENUM('pass','fail') NOT NULL)";

  /** It inserts nothing, and fails if rows could not be inserted; it needs no other right. */
  static final String TRIAL =
      "INSERT INTO monitoring_logs (timestamp, parameter, status)"
          + " SELECT NULL, NULL, 'pass' FROM DUAL WHERE 1 = 0";

  private static final String ENGINE =
      "SELECT engine FROM information_schema.tables"
          + " WHERE table_schema = DATABASE() AND table_name = 'monitoring_logs'";

  private static final String TRANSACTIONAL = " ENGINE=InnoDB";

  private final Connection connection;
  private final ReplayNumber number;
  private final String doubt;

  private StoreConnection(Connection connection, ReplayNumber number, String doubt) {
    this.connection = connection;
    this.number = number;
    this.doubt = doubt;
  }

  /** Connects, and makes what is absent. */
  static StoreConnection open(StoreLogin login, String owner) throws SQLException {
    Connection connection = login.connect();
    try {
      return prepare(connection, login, owner);
    } catch (SQLException | RuntimeException e) {
      close(connection);
      throw e;
    }
  }

  private static StoreConnection prepare(Connection connection, StoreLogin login, String owner)
      throws SQLException {
    String engine = login.isMySql() ? TRANSACTIONAL : "";
    makeTable(connection, engine);
    String doubt = login.isMySql() ? engineDoubt(connection) : "";
    ReplayNumber number = new ReplayNumber(connection, owner);
    try {
      number.makeTable(engine);
    } catch (SQLException e) {
      // Whoever has neither that table nor the right to make it goes without.
      if (!("" + e.getSQLState()).startsWith("42")) {
        throw e;
      }
      number = null;
      doubt =
          "the table nightshift_watchdog cannot be used there; run %s, and grant %s SELECT, INSERT and UPDATE on it"
              .formatted(ReplayNumber.CREATE, login.user());
    }
    connection.setAutoCommit(false);
    return new StoreConnection(connection, number, doubt);
  }

  private static void makeTable(Connection connection, String engine) throws SQLException {
    try {
      execute(connection, TRIAL);
    } catch (SQLException e) {
      if (!isTableMissing(e)) {
        throw e;
      }
      execute(connection, CREATE + engine);
    }
  }

  private static String engineDoubt(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(ENGINE)) {
      String engine = row.next() ? "" + row.getString(1) : "InnoDB";
      return engine.equalsIgnoreCase("InnoDB")
          ? ""
          : "the table monitoring_logs knows no transactions (%s); run ALTER TABLE monitoring_logs ENGINE=InnoDB"
              .formatted(engine);
    }
  }

  static boolean isTableMissing(SQLException failure) {
    return ("" + failure.getSQLState()).matches("42S0[234]");
  }

  static void execute(Connection connection, String statement) throws SQLException {
    try (Statement one = connection.createStatement()) {
      one.execute(statement);
    }
  }

  Connection connection() {
    return connection;
  }

  String doubt() {
    return doubt;
  }

  /** The number of the spool's last row that the database has; a transaction begins. */
  long last(Spool spool) throws SQLException, IOException {
    if (number == null) {
      return spool.sent();
    }
    long last = number.lock(spool.name(), spool.sent());
    if (last > spool.newest()) {
      // Another machine's spool is a copy of this one, or this one is older than its database.
      connection.rollback();
      spool.rename();
      last = number.lock(spool.name(), spool.sent());
    }
    return last;
  }

  /** Notes the number in the transaction. */
  void note(Spool spool, long sent) throws SQLException, IOException {
    if (number != null) {
      number.set(spool.name(), sent);
    }
  }

  void close() {
    close(connection);
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // It is lost already, and its transaction with it.
    }
  }
}
