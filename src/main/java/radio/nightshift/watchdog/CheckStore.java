package radio.nightshift.watchdog;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The table {@code monitoring_logs}, made if it is absent and used as it is if not. One connection
 * is kept for as long as it is good. Used by one thread at a time.
 */
final class CheckStore implements AutoCloseable {
  private static final String INSERT =
      "INSERT INTO monitoring_logs (timestamp, parameter, status) VALUES (?, ?, ?)";
  private static final String DELETE = "DELETE FROM monitoring_logs WHERE timestamp < ?";

  /** Also an embedded database keeps a commit to itself for a while. */
  private static final String TO_DISK = "CHECKPOINT SYNC";

  private static final int VALID_SECONDS = 5;

  private final StoreLogin login;
  private final String owner;
  private final ZoneId zone;
  private final Duration keep;
  private StoreConnection open;
  private LocalDate cleared;

  /**
   * A database, which is connected to at the first use.
   *
   * @param owner the watchdog's name
   * @param zone the zone that timestamps are in
   * @param keep how long rows are kept in a database of the station's own; others are left alone
   */
  CheckStore(StoreLogin login, String owner, ZoneId zone, Duration keep) {
    this.login = login;
    this.owner = owner;
    this.zone = zone;
    this.keep = keep;
  }

  /**
   * Writes the next rows of a spool in one transaction, and notes in the spool that they are sent.
   * What became of an earlier transaction is asked of the database, not of the spool.
   *
   * @param most how many rows
   * @throws SQLException if the database does not take them; whether it has them will turn out
   */
  void replay(Spool spool, int most) throws SQLException, IOException {
    boolean isDone = false;
    try {
      connect();
      long last = open.last(spool);
      long newest = spool.newest();
      List<CheckRow> rows = spool.rowsBehind(last, most);
      // Without any, what waited is either there already or was damaged on the disk.
      long sent = rows.isEmpty() ? newest : rows.get(rows.size() - 1).number();
      insert(rows);
      open.note(spool, sent);
      open.connection().commit();
      if (!rows.isEmpty()) {
        settle(rows.get(rows.size() - 1).at());
      }
      spool.sent(sent);
      isDone = true;
    } finally {
      if (!isDone) {
        close();
      }
    }
  }

  private void insert(List<CheckRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = open.connection().prepareStatement(INSERT)) {
      for (CheckRow row : rows) {
        insert.setObject(1, local(row.at()));
        insert.setString(2, row.parameter());
        insert.setString(3, row.passed() ? "pass" : "fail");
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** A local time, which no driver converts by a zone of its own. */
  private LocalDateTime local(Instant at) {
    return LocalDateTime.ofInstant(at, zone).truncatedTo(ChronoUnit.SECONDS);
  }

  private void settle(Instant now) throws SQLException {
    if (!login.isOwnFile()) {
      return;
    }
    LocalDate today = local(now).toLocalDate();
    if (!today.equals(cleared)) {
      try (PreparedStatement delete = open.connection().prepareStatement(DELETE)) {
        delete.setObject(1, local(now.minus(keep)));
        delete.executeUpdate();
      }
      open.connection().commit();
      cleared = today;
    }
    StoreConnection.execute(open.connection(), TO_DISK);
  }

  private void connect() throws SQLException {
    if (open != null && !open.connection().isValid(VALID_SECONDS)) {
      close();
    }
    if (open == null) {
      open = StoreConnection.open(login, owner);
    }
  }

  /** Why rows may be there twice after an outage, and what to do; empty if they cannot be. */
  String doubt() {
    return open == null ? "" : open.doubt();
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
