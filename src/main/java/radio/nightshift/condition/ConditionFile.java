package radio.nightshift.condition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.disk.WholeFile;

/**
 * The file that keeps conditions over a restart: a line of tab-separated fields for each, with a
 * point at its end that shows that it is whole. Fields never hold a tab or a line feed, since they
 * are printable.
 */
final class ConditionFile {
  private static final Logger LOG = LoggerFactory.getLogger(ConditionFile.class);
  private static final String HEAD = "nightshift conditions 1";
  private static final int FIELDS = 7;

  /** More than the conditions of all rooms at their longest take. */
  private static final int LARGEST = 16 << 20;

  private final Path file;

  /**
   * What a file holds.
   *
   * @param isWhole whether that is all there was in it
   */
  record Contents(List<Condition> conditions, boolean isWhole) {}

  ConditionFile(Path file) {
    this.file = file;
  }

  /** Reads what is there; of lines that are no conditions, one line is logged. */
  Contents read(Instant now) {
    List<Condition> conditions = new ArrayList<>();
    if (!Files.exists(file)) {
      return new Contents(conditions, true);
    }
    int foreign = 0;
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
      List<String> lines = text.lines().toList();
      for (String line : lines.isEmpty() ? lines : lines.subList(1, lines.size())) {
        try {
          conditions.add(parse(line, now));
        } catch (IllegalArgumentException | DateTimeException notOurs) {
          foreign++;
        }
      }
      foreign += lines.isEmpty() || lines.get(0).equals(HEAD) ? 0 : 1;
    } catch (IOException e) {
      LOG.warn(
          "{} cannot be read ({}); what was known before this start may be reported anew.",
          file,
          "" + e);
      return new Contents(List.of(), false);
    }
    if (foreign > 0) {
      LOG.warn(
          "{} has {} lines that are no whole conditions; they are left out, and what they were about"
              + " may be reported anew.",
          file,
          foreign);
    }
    return new Contents(conditions, foreign == 0);
  }

  /** Replaces the file by one rename. */
  void write(List<Condition> conditions) throws IOException {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    for (Condition one : conditions) {
      text.append(
              String.join(
                  "\t",
                  one.severity().name().toLowerCase(Locale.ROOT),
                  one.since().toString(),
                  one.room(),
                  one.about(),
                  one.words(),
                  one.remedy(),
                  "."))
          .append('\n');
    }
    WholeFile.write(file, text.toString());
  }

  @Override
  public String toString() {
    return file.toString();
  }

  private static Condition parse(String line, Instant now) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS || !fields[FIELDS - 1].equals(".")) {
      throw new IllegalArgumentException(line);
    }
    Instant since = Instant.parse(fields[1]);
    return new Condition(
        fields[2],
        fields[3],
        fields[4],
        fields[5],
        Severity.valueOf(fields[0].toUpperCase(Locale.ROOT)),
        since.isAfter(now) ? now : since);
  }
}
