package radio.nightshift.watchdog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;
import radio.nightshift.condition.Printable;

/**
 * A row of the log of checks, as the spool keeps it until the database has it.
 *
 * @param number its running number, by which the database knows what it has; 0 before it has one
 * @param at when the check was made
 * @param parameter the check by the name that it has in the log
 * @param passed whether the encoder was well by it
 */
record CheckRow(long number, Instant at, String parameter, boolean passed) {
  /** The column's width. */
  private static final int LONGEST = 50;

  private static final int FIELDS = 5;
  private static final String SEPARATOR = "\t";

  /** Makes the name printable, and cuts it to what the column holds. */
  CheckRow {
    String line = Printable.printable(parameter);
    int end = line.offsetByCodePoints(0, Math.min(LONGEST, line.codePointCount(0, line.length())));
    parameter = line.substring(0, end);
  }

  CheckRow numbered(long given) {
    return new CheckRow(given, at, parameter, passed);
  }

  /** The row as a line of the spool, with a checksum: a power cut may leave anything there. */
  String line() {
    String text =
        String.join(
            SEPARATOR, "" + number, "" + at.toEpochMilli(), passed ? "pass" : "fail", parameter);
    return checksum(text) + SEPARATOR + text + "\n";
  }

  /** The row in a line of the spool; none if the line is damaged. */
  static Optional<CheckRow> parse(String line) {
    String[] fields = line.split(SEPARATOR, FIELDS);
    if (fields.length != FIELDS
        || !fields[0].equals(checksum(line.substring(fields[0].length() + 1)))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new CheckRow(
              Long.parseLong(fields[1]),
              Instant.ofEpochMilli(Long.parseLong(fields[2])),
              fields[4],
              fields[3].equals("pass")));
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
  }

  private static String checksum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }
}
