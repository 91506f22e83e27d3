package radio.nightshift.programme;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rule by which programmes end: by their own length, so that the hour's news from the studio is
 * free, or by the end of their slot. What a programme of some length, in a slot of 60:00 minutes,
 * comes to:
 *
 * <pre>
 *                          20:00       58:00       60:00       70:00
 * table (the standard)     20:00       58:00       58:45 fade  70:00
 * slot-end                 60:00 fill  60:00 fill  60:00       60:00 fade
 * overrun of 5 minutes     20:00       58:00       60:00       65:00 fade
 * </pre>
 *
 * <p><i>Fade</i>: it is cut there, after a fade-out. <i>Fill</i>: it is filled up to there.
 */
public final class Fit {
  /** The standard table, which is that of the station that Nightshift replaced. */
  public static final String TABLE =
      "2000:1792:1792, 4000:3512:3525, 6000:5392:5392, 8000:7112:7125, 9120:8992:8992,"
          + " 11000:10712:10725, 13000:12592:12592";

  private static final Duration HOUR = Duration.ofHours(1);

  private static final Pattern ROW = Pattern.compile("(\\d{1,6}):(\\d{1,6}):(\\d{1,6})");

  /**
   * An end, counted from the start.
   *
   * @param fade where the fade-out begins; if it equals {@code leave} there is none
   * @param leave where it is silent and leaves the mount; may lie behind the programme's own end
   * @param filled whether a programme that is shorter is filled up to {@code leave}
   */
  public record Ending(Duration fade, Duration leave, boolean filled) {
    /** How long a programme of that length is on the air. */
    public Duration lasts(Duration length) {
      return filled || leave.compareTo(length) < 0 ? leave : length;
    }
  }

  private interface Rule {
    Ending of(Duration length, Duration slot);
  }

  private final Rule rule;

  private Fit(Rule rule) {
    this.rule = rule;
  }

  /** The end of a programme of that length in a slot of that length, or null for no slot. */
  public Ending ending(Duration length, Duration slot) {
    return rule.of(length, slot);
  }

  /**
   * Where an hour that was joined of two halves ends: as one of its length, but never before its
   * second half has played because that is short. Then it ends as a whole hour does.
   *
   * @param length how long both are, the first counted as half an hour
   * @param slot the hour's slot, or null
   */
  public Ending joined(Duration length, Duration slot) {
    Ending ending = ending(length, slot);
    Ending hour = length.compareTo(HOUR) < 0 ? ending(HOUR, slot) : ending;
    return ending.leave.compareTo(length) < 0 && hour.leave.compareTo(ending.leave) > 0
        ? hour
        : ending;
  }

  /**
   * By a table of rows {@code below:fade:leave} in whole seconds, with commas: a programme shorter
   * than {@code below} begins to fade at {@code fade} and leaves at {@code leave}. Behind the last
   * row it leaves before each full half hour.
   *
   * @throws IllegalArgumentException if a row has another form; the message says which
   */
  public static Fit table(String rows) {
    NavigableMap<Long, Ending> table = new TreeMap<>();
    for (String row : rows.strip().split("\\s*,\\s*")) {
      Matcher figures = ROW.matcher(row);
      if (!figures.matches()) {
        throw new IllegalArgumentException("'" + row + "' is not below:fade:leave in seconds");
      }
      long below = Long.parseLong(figures.group(1));
      Ending ending =
          ending(Long.parseLong(figures.group(2)), Long.parseLong(figures.group(3)), false);
      if (ending.fade.compareTo(ending.leave) > 0) {
        throw new IllegalArgumentException("'" + row + "' leaves before it fades");
      }
      if (table.put(below, ending) != null) {
        throw new IllegalArgumentException("'" + row + "' is there twice");
      }
    }
    return new Fit(
        (length, slot) -> {
          var row = table.higherEntry(length.toSeconds());
          return row == null ? beyond(length.toSeconds()) : row.getValue();
        });
  }

  /** At the end of the slot, whatever the length: cut with a fade-out, or filled up. */
  public static Fit slotEnd(Duration fade) {
    return new Fit(
        (length, slot) -> {
          if (slot == null) {
            return new Ending(length, length, false);
          }
          boolean longer = length.compareTo(slot) > 0;
          return new Ending(longer ? before(slot, fade) : slot, slot, !longer);
        });
  }

  /** At its own end, or so much behind the end of the slot if it is longer. */
  public static Fit overrun(Duration most, Duration fade) {
    return new Fit(
        (length, slot) -> {
          Duration limit = slot == null ? length : slot.plus(most);
          return length.compareTo(limit) > 0
              ? new Ending(before(limit, fade), limit, false)
              : new Ending(length, length, false);
        });
  }

  private static Duration before(Duration end, Duration fade) {
    return end.compareTo(fade) > 0 ? end.minus(fade) : Duration.ZERO;
  }

  private static Ending beyond(long seconds) {
    long halfHours = (seconds - 400) / 1800 + 1;
    return halfHours % 2 == 1
        ? ending(1800 * halfHours - 8, 1800 * halfHours - 8, false)
        : ending(1800 * halfHours - 88, 1800 * halfHours - 75, false);
  }

  private static Ending ending(long fade, long leave, boolean filled) {
    return new Ending(Duration.ofSeconds(fade), Duration.ofSeconds(leave), filled);
  }
}
