package radio.nightshift.playout;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Cue;

/**
 * The as-run log in its database: one row an airing, written when it goes on the air, kept up while
 * it lasts, completed when it is over. All instants are UTC, in milliseconds.
 */
public final class AsRunLog {
  private static final String UPDATE =
      "UPDATE as_run SET outcome = ?, planned_end = ?, joined_at_ms = ?, first_byte = ?, last_byte = ?,"
          + " bytes_sent = ?, reconnects = ? WHERE id = ?";
  private static final String INSERT =
      "INSERT INTO as_run (outcome, planned_end, joined_at_ms, first_byte, last_byte, bytes_sent,"
          + " reconnects, id, mount, programme, title, audio_file, reason, planned_start)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String OPEN = "SELECT * FROM as_run WHERE outcome = 'ON_AIR'";

  private static final String BETWEEN =
      "SELECT * FROM as_run WHERE planned_start >= ? AND planned_start < ?"
          + " ORDER BY planned_start, mount, id LIMIT ? OFFSET ?";

  private final DataSource store;
  private final RecentAirings ofThisRun;
  private boolean migrated;

  /**
   * Writes into a database, which is connected to at the first use.
   *
   * @param clock the station's
   */
  public AsRunLog(DataSource store, Clock clock) {
    this.store = store;
    this.ofThisRun = new RecentAirings(clock);
  }

  /** Writes an airing as it stands; progress that is reported after its end is dropped. */
  public void save(AsRun asRun) throws SQLException {
    if (!ofThisRun.note(asRun)) {
      return;
    }
    migrate();
    try (Connection connection = store.getConnection()) {
      if (write(connection, UPDATE, asRun) == 0) {
        write(connection, INSERT, asRun);
      }
    }
  }

  /** Closes the rows that a crash has left open, and gives them as they are now. */
  public List<AsRun> closeOpen() throws SQLException {
    migrate();
    List<AsRun> closed = new ArrayList<>();
    try (Connection connection = store.getConnection();
        PreparedStatement open = connection.prepareStatement(OPEN);
        ResultSet rows = open.executeQuery()) {
      while (rows.next()) {
        AsRun asRun = asRun(rows, Outcome.CRASHED);
        if (!ofThisRun.isKnown(asRun.id())) {
          closed.add(asRun);
        }
      }
      for (AsRun asRun : closed) {
        write(connection, UPDATE, asRun);
      }
    }
    return closed;
  }

  /** The airings planned to start in a span of time, some of them. */
  List<AsRun> between(Instant from, Instant to, int offset, int most) throws SQLException {
    migrate();
    List<AsRun> found = new ArrayList<>();
    try (Connection connection = store.getConnection();
        PreparedStatement query = connection.prepareStatement(BETWEEN)) {
      query.setObject(1, utc(from));
      query.setObject(2, utc(to));
      query.setInt(3, most);
      query.setInt(4, offset);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(asRun(rows, Outcome.valueOf(rows.getString("outcome"))));
        }
      }
    }
    return found;
  }

  private synchronized void migrate() {
    if (!migrated) {
      Flyway.configure()
          .dataSource(store)
          .locations("classpath:db/migration/playout")
          .load()
          .migrate();
      migrated = true;
    }
  }

  private static int write(Connection connection, String statement, AsRun asRun)
      throws SQLException {
    try (PreparedStatement row = connection.prepareStatement(statement)) {
      Cue cue = asRun.cue();
      List<Object> values = new ArrayList<>();
      values.add(asRun.outcome().name());
      values.add(utc(cue.end()));
      values.add(asRun.joinedAt().toMillis());
      values.add(utc(asRun.firstByte()));
      values.add(utc(asRun.lastByte()));
      values.add(asRun.bytes());
      values.add(asRun.reconnects());
      values.add(asRun.id().toString());
      if (statement.equals(INSERT)) {
        values.add(cue.mount());
        values.add(cue.programme());
        values.add(cue.title());
        values.add(cue.file().toString());
        values.add(cue.reason());
        values.add(utc(cue.start()));
      }
      for (int i = 0; i < values.size(); i++) {
        row.setObject(i + 1, values.get(i));
      }
      return row.executeUpdate();
    }
  }

  private static AsRun asRun(ResultSet row, Outcome outcome) throws SQLException {
    Cue cue =
        new Cue(
            row.getString("mount"),
            row.getString("programme"),
            row.getString("title"),
            Path.of(row.getString("audio_file")),
            instant(row, "planned_start"),
            instant(row, "planned_end"),
            row.getString("reason"));
    return new AsRun(
        UUID.fromString(row.getString("id")),
        cue,
        outcome,
        Duration.ofMillis(row.getLong("joined_at_ms")),
        instant(row, "first_byte"),
        instant(row, "last_byte"),
        row.getLong("bytes_sent"),
        row.getInt("reconnects"));
  }

  private static LocalDateTime utc(Instant instant) {
    return instant == null
        ? null
        : LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    LocalDateTime utc = row.getObject(column, LocalDateTime.class);
    return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
  }
}
