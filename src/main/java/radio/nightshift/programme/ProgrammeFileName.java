package radio.nightshift.programme;

import static radio.nightshift.condition.Printable.printable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A programme's file name, {@code yyyymmdd_hhmm_programme-title.ext}: the stamp is the air time in
 * the station's zone. A hundred thousand of them are held of a bucket, so each is little more than
 * its text.
 */
public final class ProgrammeFileName {
  /**
   * The order of the programmes of files for one instant: by name, and a plain name before those
   * that programs give to copies of it.
   */
  static final Comparator<ProgrammeFileName> BY_PROGRAMME =
      Comparator.comparing((ProgrammeFileName file) -> inFileName(file.original()))
          .thenComparing(file -> !file.pid().equals(file.original()))
          .thenComparing(file -> inFileName(file.pid()));

  /**
   * The order of preference among files for one slot: a plain name before that of a copy, a name in
   * the exact form (lower case, {@code .mp3}) before one that differs in case or extension, then by
   * name.
   */
  public static final Comparator<ProgrammeFileName> PREFERENCE =
      BY_PROGRAMME.thenComparing(file -> !file.isExact()).thenComparing(ProgrammeFileName::name);

  private static final Pattern FORM =
      Pattern.compile("(\\d{8}_\\d{4})_(.+)\\.[a-z0-9]{1,8}", Pattern.CASE_INSENSITIVE);

  /**
   * What desktops and programs that synchronize put behind a name, in any language: {@code (1)},
   * {@code - Copy}, {@code (Anna's conflicted copy)}, {@code .sync-conflict-…}. No calendar can
   * name a programme with such a character in it.
   */
  private static final Pattern COPY =
      Pattern.compile("(?<=.)[\\p{Punct}\\s]*[^\\p{L}\\p{M}\\p{N}_-].*", Pattern.DOTALL);

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd_HHmm").withResolverStyle(ResolverStyle.STRICT);
  private static final int STAMP_LENGTH = "yyyymmdd_hhmm".length();

  private final String name;

  /** The stamp, in seconds as if the station's zone were UTC. */
  private final long seconds;

  private ProgrammeFileName(String name, LocalDateTime stamp) {
    this.name = name;
    this.seconds = stamp.toEpochSecond(ZoneOffset.UTC);
  }

  /**
   * Reads a file's name.
   *
   * @throws IllegalArgumentException if it has another form; the message names file, reason and
   *     remedy
   */
  public static ProgrammeFileName parse(String name) {
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw refused(name, "has a control character in its name; rename it without");
    }
    Matcher parts = FORM.matcher(name);
    if (!parts.matches()) {
      throw refused(
          name,
          "is not named yyyymmdd_hhmm_programme-title.mp3; rename it so that its air time is known");
    }
    try {
      return new ProgrammeFileName(name, LocalDateTime.parse(parts.group(1), STAMP));
    } catch (DateTimeException impossible) {
      throw refused(
          name,
          "bears the air time '%s', which no calendar has; rename it (yyyymmdd_hhmm)"
              .formatted(parts.group(1)));
    }
  }

  private static IllegalArgumentException refused(String name, String why) {
    return new IllegalArgumentException("Programme file '%s' %s.".formatted(printable(name), why));
  }

  /** The name of the hour that is joined of this half and the next: {@code …_joined.mp3}. */
  public ProgrammeFileName joined() {
    return new ProgrammeFileName(stampText() + "_joined.mp3", stamp());
  }

  /** The whole name. */
  public String name() {
    return name;
  }

  /** The local air time. */
  public LocalDateTime stamp() {
    return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
  }

  /** The local air time as written: {@code yyyymmdd_hhmm}. */
  public String stampText() {
    return name.substring(0, STAMP_LENGTH);
  }

  /** The title part, as written: {@code programme-title}. */
  public String programme() {
    return name.substring(STAMP_LENGTH + 1, name.lastIndexOf('.'));
  }

  /**
   * The instant it goes on the air. A local time that summer time skips is read with the offset
   * before the gap; one that comes twice is the first.
   */
  public Instant instant(ZoneId zone) {
    return stamp().atZone(zone).toInstant();
  }

  /** The programme as the schedule names it: in lower case. */
  public String pid() {
    return programme().toLowerCase(Locale.ROOT);
  }

  /** The programme without what tells a copy from it. */
  private String original() {
    return COPY.matcher(pid()).replaceFirst("");
  }

  /** A programme as it sorts among file names, in which an ending follows it. */
  static String inFileName(String pid) {
    return pid + ".";
  }

  /** The stamp of files for that instant. */
  public static String stamp(Instant instant, ZoneId zone) {
    return STAMP.format(instant.atZone(zone));
  }

  /** The programme's title for listeners, where the file's own tags give none. */
  public String title() {
    return programme().replace('_', ' ').replace('-', ' ').strip();
  }

  private boolean isExact() {
    return name.endsWith(".mp3") && name.equals(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProgrammeFileName file && name.equals(file.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
