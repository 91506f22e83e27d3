package radio.nightshift.watchdog;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Printable;
import radio.nightshift.condition.Severity;

/**
 * The log of checks: each goes to {@code watchdog.log}, and by the spool to the database. Whoever
 * notes checks does not wait for the database, which {@link #send} writes to.
 */
public final class CheckLog implements AutoCloseable {
  static final String ROOM = "watchdog";
  static final String SPOOL = "spool";
  static final String LINES = "watchdog.log";

  /** So many wait in memory while the spool cannot be written to. */
  static final int MOST_UNSPOOLED = 1000;

  private final Map<String, String> labels;
  private final CheckLines lines;
  private final Spool spool;
  private final CheckSender sender;
  private final Conditions conditions;
  private final List<CheckRow> unspooled = new ArrayList<>();
  private long leftOut;

  /**
   * A log; nothing is opened before its first use.
   *
   * @param labels the names that checks have in the log, by their own; one that is not among them
   *     has its own
   */
  CheckLog(
      Map<String, String> labels,
      CheckLines lines,
      Spool spool,
      CheckSender sender,
      Conditions conditions) {
    this.labels = Map.copyOf(labels);
    this.lines = lines;
    this.spool = spool;
    this.sender = sender;
    this.conditions = conditions;
  }

  /** Notes the checks of one round. */
  public void note(List<Observation> round) {
    synchronized (unspooled) {
      for (Observation check : round) {
        unspooled.add(new CheckRow(0, check.at(), label(check), check.passed()));
      }
      spool();
    }
    writeLines(round);
  }

  /** Writes what waits to the database. It may be called as often as one likes. */
  public void send() {
    synchronized (unspooled) {
      spool();
    }
    sender.send();
  }

  /** How many checks wait for the database. */
  public long waiting() {
    try {
      return spool.waiting();
    } catch (IOException unreadable) {
      // A condition tells of it.
      return 0;
    }
  }

  private String label(Observation check) {
    return labels.getOrDefault(check.check(), check.check());
  }

  private void writeLines(List<Observation> round) {
    try {
      for (Observation check : round) {
        lines.write(label(check), check);
      }
      conditions.clear(ROOM, LINES, "watchdog.log can be written again");
    } catch (IOException e) {
      conditions.raise(
          ROOM,
          LINES,
          Severity.WARNING,
          "watchdog.log cannot be written (%s)".formatted(reason(e)),
          "make room in station.home, and let this user write there");
    }
  }

  /** Whoever calls this has the lock. */
  private void spool() {
    if (unspooled.isEmpty()) {
      return;
    }
    try {
      spool.append(unspooled);
      unspooled.clear();
      conditions.clear(ROOM, SPOOL, "Checks can be kept for the database again" + leftOutWords());
      leftOut = 0;
    } catch (SpoolFullException e) {
      // What is older was there first; these are in watchdog.log.
      leaveOut(0);
      raise(
          "So many checks wait for the database that further ones are in watchdog.log alone (%s)"
              .formatted(e.getMessage()),
          "see that the database can be used");
    } catch (ClosedByInterruptException stopping) {
      leaveOut(MOST_UNSPOOLED);
    } catch (IOException e) {
      leaveOut(MOST_UNSPOOLED);
      raise(
          "Checks cannot be kept on disk for the database (%s). Up to %d wait in memory"
              .formatted(reason(e), MOST_UNSPOOLED),
          "make room in station.home, and let this user write there");
    }
  }

  private void raise(String words, String remedy) {
    conditions.raise(ROOM, SPOOL, Severity.ERROR, words, remedy);
  }

  private void leaveOut(int from) {
    if (unspooled.size() > from) {
      leftOut += unspooled.size() - from;
      unspooled.subList(from, unspooled.size()).clear();
    }
  }

  private String leftOutWords() {
    return leftOut == 0 ? "" : "; the database will lack %d of them".formatted(leftOut);
  }

  /** The class says more than the message, which is often no more than the file's name. */
  static String reason(IOException failure) {
    String why = failure instanceof FileSystemException file ? file.getReason() : null;
    return Printable.printable(
        failure.getClass().getSimpleName() + (why == null ? "" : ", " + why));
  }

  /** Leaves the database; what it has not got is sent by the next run. */
  @Override
  public void close() {
    sender.close();
    synchronized (unspooled) {
      spool();
    }
    spool.close();
  }
}
