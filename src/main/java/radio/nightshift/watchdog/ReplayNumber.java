package radio.nightshift.watchdog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

/**
 * The number of the last row of a spool that the database has, in a small table of ours. It is
 * written in the transaction that writes the rows, and locked from its beginning: so it tells truly
 * what became of a transaction whose end was not heard of, and waits for one that still runs.
 */
final class ReplayNumber {
  static final String CREATE =
      "CREATE TABLE nightshift_watchdog (name VARCHAR(60) PRIMARY KEY, last BIGINT NOT NULL)";
  private static final String READ =
      "SELECT last FROM nightshift_watchdog WHERE name = ? FOR UPDATE";
  private static final String BEGIN = "INSERT INTO nightshift_watchdog (last, name) VALUES (?, ?)";
  private static final String SET = "UPDATE nightshift_watchdog SET last = ? WHERE name = ?";
  private static final int LONGEST_OWNER = 40;
  private static final String DUPLICATE = "23";

  private final Connection connection;
  private final String owner;

  /**
   * The number in a database.
   *
   * @param owner whose it is, for people that see the table
   */
  ReplayNumber(Connection connection, String owner) {
    this.connection = connection;
    String plain = owner.replaceAll("[^A-Za-z0-9._-]", "-");
    this.owner = plain.substring(0, Math.min(LONGEST_OWNER, plain.length()));
  }

  /** Makes the table if it is not there, outside of any transaction. */
  void makeTable(String engine) throws SQLException {
    try {
      lock("");
    } catch (SQLException e) {
      if (!StoreConnection.isTableMissing(e)) {
        throw e;
      }
      try (Statement create = connection.createStatement()) {
        create.execute(CREATE + engine);
      }
    }
  }

  /**
   * The number, locked for the transaction that begins here.
   *
   * @param sent what is noted elsewhere, for the first time that it is asked for
   */
  long lock(String spool, long sent) throws SQLException {
    OptionalLong there = lock(spool);
    if (there.isPresent()) {
      return there.getAsLong();
    }
    try {
      set(BEGIN, spool, sent);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      // Another connection of ours may have come first.
      if (!("" + e.getSQLState()).startsWith(DUPLICATE)) {
        throw e;
      }
    }
    return lock(spool).orElse(sent);
  }

  private OptionalLong lock(String spool) throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(READ)) {
      read.setString(1, name(spool));
      try (ResultSet row = read.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  /** Writes it, in the same transaction as the rows. */
  void set(String spool, long number) throws SQLException {
    set(SET, spool, number);
  }

  private void set(String statement, String spool, long number) throws SQLException {
    try (PreparedStatement change = connection.prepareStatement(statement)) {
      change.setLong(1, number);
      change.setString(2, name(spool));
      change.executeUpdate();
    }
  }

  private String name(String spool) {
    return owner + " " + spool;
  }
}
