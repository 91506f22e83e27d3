package radio.nightshift.rehearse;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import radio.nightshift.condition.Printable;
import radio.nightshift.programme.Choice;
import radio.nightshift.programme.Choice.Play;
import radio.nightshift.programme.Edition;

/** A rehearsal as a station manager reads it, or a program. */
public enum RehearsalReport {
  /** A table in the station's zone, the problems first. */
  TEXT {
    @Override
    public void print(List<Choice> choices, ZoneId zone, PrintWriter out) {
      List<Choice> problems = choices.stream().filter(Choice::isProblem).toList();
      out.printf(
          "%d to be played, %s. Times are those of %s.%n",
          choices.stream().filter(choice -> choice.play() != Play.MISSING).count(),
          switch (problems.size()) {
            case 0 -> "no problem";
            case 1 -> "1 problem";
            default -> problems.size() + " problems";
          },
          zone);
      if (!problems.isEmpty()) {
        out.printf("%nProblems%n");
        problems.forEach(choice -> out.println(row(choice, zone)));
        out.printf("%nAll%n");
      }
      choices.forEach(choice -> out.println(row(choice, zone)));
    }
  },

  /** One object a line. */
  JSON {
    @Override
    public void print(List<Choice> choices, ZoneId zone, PrintWriter out) {
      choices.forEach(choice -> out.println(object(choice).toJson()));
    }
  };

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  /** Prints choices in their order. */
  public abstract void print(List<Choice> choices, ZoneId zone, PrintWriter out);

  private static String row(Choice choice, ZoneId zone) {
    String until = choice.until() == null ? "" : TIME.format(whole(choice.until()).atZone(zone));
    String keys =
        choice.editions().stream()
            .map(edition -> Printable.printable(edition.key()))
            .collect(Collectors.joining(" + "));
    return "%-21s %-8s  %-8s  %s%s%s%s"
        .formatted(
            DAY.format(choice.at().atZone(zone)),
            until,
            word(choice.play()),
            choice.pid() == null ? "" : Printable.printable(choice.pid()) + "  ",
            keys,
            choice.secondAt() == null
                ? ""
                : ", the second at " + TIME.format(choice.secondAt().atZone(zone)),
            choice.note().isEmpty()
                ? ""
                : "%n%32s%s".formatted("", (choice.conflict() ? "! " : "") + choice.note()))
        .replaceAll(" +(?=\\R|$)", "");
  }

  /** A choice as a program reads it. */
  public static JsonObject object(Choice choice) {
    JsonObject line = new JsonObject();
    line.put("at", choice.at().toString());
    line.put("play", word(choice.play()));
    line.put("pid", choice.pid());
    line.put(
        "keys",
        choice.editions().stream()
            .map(Edition::key)
            .collect(Collectors.toCollection(JsonArray::new)));
    line.put("secondAt", text(choice.secondAt()));
    line.put("until", text(choice.until()));
    line.put("conflict", choice.conflict());
    line.put("note", choice.note());
    return line;
  }

  private static String word(Play play) {
    return play.name().toLowerCase(Locale.ROOT);
  }

  private static String text(Instant instant) {
    return instant == null ? null : whole(instant).toString();
  }

  /** To the nearest second: an encoder's padding is of no interest here. */
  private static Instant whole(Instant instant) {
    return instant.plusMillis(500).truncatedTo(ChronoUnit.SECONDS);
  }
}
