package radio.nightshift.watchdog;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.sql.SQLException;
import java.time.Duration;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;

/**
 * Brings the rows of the spool to the database. After a failure the database is left alone for a
 * while that grows to a minute.
 */
final class CheckSender implements AutoCloseable {
  static final String STORE = "store";
  static final String TWICE = "store rows";

  private static final int ROWS_AT_ONCE = 500;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 10;

  private final Spool spool;
  private final CheckStore store;
  private final StoreLogin login;
  private final Conditions conditions;
  private int failures;
  private long nextTry = System.nanoTime();
  private volatile boolean isClosed;

  /**
   * A sender.
   *
   * @param login where the store is
   */
  CheckSender(Spool spool, CheckStore store, StoreLogin login, Conditions conditions) {
    this.spool = spool;
    this.store = store;
    this.login = login;
    this.conditions = conditions;
  }

  /** Sends what waits, if anything does. */
  synchronized void send() {
    if (isClosed || System.nanoTime() - nextTry < 0) {
      return;
    }
    try {
      if (spool.waiting() > 0) {
        replay();
      }
    } catch (SQLException e) {
      pause();
      conditions.raise(
          CheckLog.ROOM,
          STORE,
          Severity.WARNING,
          "Checks wait on disk for the database at %s: %s"
              .formatted(login, StoreTrouble.words(e, login)));
    } catch (ClosedByInterruptException stopping) {
      // The next run sends what waits.
      pause();
    } catch (IOException e) {
      pause();
      conditions.raise(
          CheckLog.ROOM,
          STORE,
          Severity.WARNING,
          "Checks that wait on disk for the database cannot be read, or noted as sent (%s)"
              .formatted(CheckLog.reason(e)),
          "make room in station.home, and let this user read and write there");
    }
  }

  private void replay() throws SQLException, IOException {
    while (!isClosed && spool.waiting() > 0) {
      store.replay(spool, ROWS_AT_ONCE);
      failures = 0;
      reportSuccess();
    }
  }

  private void reportSuccess() {
    conditions.clear(
        CheckLog.ROOM, STORE, "Checks go to the database at %s again".formatted(login));
    String doubt = store.doubt();
    if (doubt.isEmpty()) {
      conditions.clear(
          CheckLog.ROOM, TWICE, "Checks are in the database once, whatever breaks off");
    } else {
      conditions.raise(
          CheckLog.ROOM,
          TWICE,
          Severity.INFO,
          "Checks can be in the database at %s twice after an outage: %s".formatted(login, doubt));
    }
  }

  private void pause() {
    long pause = FIRST_PAUSE.toNanos() << Math.min(failures, MOST_DOUBLINGS);
    nextTry = System.nanoTime() + Math.min(pause, LONGEST_PAUSE.toNanos());
    failures++;
  }

  @Override
  public void close() {
    isClosed = true;
    synchronized (this) {
      store.close();
    }
  }
}
