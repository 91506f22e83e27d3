package radio.nightshift.watchdog;

import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;

/**
 * What a database's refusal means, in words with a remedy. The driver's own words are not shown:
 * they may hold the address, and the address a password.
 */
final class StoreTrouble {
  private static final String LOGIN =
      "the login is refused; check watchdog.store.user and watchdog.store.password";
  private static final String RIGHTS =
      "the user %s may not do that; grant it INSERT on monitoring_logs, and CREATE if there is no such table yet";
  private static final String COLUMNS =
      "the table monitoring_logs has other columns; it needs timestamp, parameter and status, and a default for any other";
  private static final String ROW =
      "the table monitoring_logs does not take a row; parameter must hold 50 characters of any alphabet, and status pass and fail";
  private static final String DISK = "its disk is full; make room there";
  private static final String READ_ONLY =
      "it can only be read; let it be written, or set watchdog.store.url to the one that is";
  private static final String BUSY = "it is too busy to take them; see what else uses it";
  private static final String ABSENT =
      "there is no such database; create it, or check watchdog.store.url";

  /** By the numbers of MySQL and MariaDB. */
  private static final Map<Integer, String> BY_NUMBER =
      Map.ofEntries(
          Map.entry(1021, DISK),
          Map.entry(1040, BUSY),
          Map.entry(1044, RIGHTS),
          Map.entry(1045, LOGIN),
          Map.entry(1049, ABSENT),
          Map.entry(1054, COLUMNS),
          Map.entry(1114, DISK),
          Map.entry(1129, LOGIN),
          Map.entry(1130, LOGIN),
          Map.entry(1136, COLUMNS),
          Map.entry(1142, RIGHTS),
          Map.entry(1143, RIGHTS),
          Map.entry(1203, BUSY),
          Map.entry(1205, BUSY),
          Map.entry(1213, BUSY),
          Map.entry(1226, BUSY),
          Map.entry(1265, ROW),
          Map.entry(1290, READ_ONLY),
          Map.entry(1292, ROW),
          Map.entry(1364, COLUMNS),
          Map.entry(1366, ROW),
          Map.entry(1406, ROW),
          Map.entry(1698, LOGIN),
          Map.entry(1836, READ_ONLY),
          // H2's own.
          Map.entry(90020, "another program has it open; end that one"),
          Map.entry(
              90028, "its file cannot be written; make room on the disk, and let this user write"),
          Map.entry(90030, "its file is damaged; move it away, and a new one is made"),
          Map.entry(
              90031, "its file cannot be written; make room on the disk, and let this user write"));

  private StoreTrouble() {}

  /** The reason and, behind {@code "; "}, the remedy, without a full stop. */
  static String words(SQLException failure, StoreLogin login) {
    String state = ("" + failure.getSQLState()).toUpperCase(Locale.ROOT);
    String known = BY_NUMBER.get(failure.getErrorCode());
    if (known != null) {
      return known.formatted(login.user());
    }
    if (state.startsWith("28")) {
      return LOGIN;
    }
    if (state.startsWith("08")) {
      return unreachable(failure);
    }
    if (state.startsWith("22")) {
      return ROW;
    }
    return state.equals("42S22")
        ? COLUMNS
        : "it answers SQL state %s, error %d; see the database's own log"
            .formatted(failure.getSQLState(), failure.getErrorCode());
  }

  private static String unreachable(Throwable failure) {
    String why = "it does not answer";
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (cause instanceof UnknownHostException) {
        why = "its host is not known";
      } else if (cause instanceof SocketTimeoutException) {
        why = "it does not answer in time";
      }
      cause = cause.getCause();
    }
    return why
        + "; start it, and check watchdog.store.url (a driver other than MariaDB's and H2's goes into /usr/local/lib/nightshift/)";
  }
}
