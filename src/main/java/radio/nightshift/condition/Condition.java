package radio.nightshift.condition;

import java.time.Instant;

/**
 * Something about the station that a person must know for as long as it lasts. It is identified by
 * its room and what it is about; all texts are single lines that are safe to print.
 *
 * @param room the room that raises it, such as {@code ingest}
 * @param about what it is about within the room, such as {@code bucket}
 * @param words what is wrong, naming the value, without a full stop
 * @param remedy what to do about it, without a full stop; may be empty
 * @param severity how much it matters
 * @param since when it was raised first
 */
public record Condition(
    String room, String about, String words, String remedy, Severity severity, Instant since) {
  private static final int LONGEST_ABOUT = 1200;
  private static final int LONGEST_TEXT = 1000;

  /**
   * Makes the texts printable and limits their length.
   *
   * @throws IllegalArgumentException if the room is no room's name, or there are no words
   */
  public Condition {
    if (!room.matches("[a-z][a-z0-9-]{0,40}")) {
      throw new IllegalArgumentException(
          "'" + Printable.printable(room) + "' is not the name of a room");
    }
    about = subject(about);
    words = sentence(words);
    remedy = sentence(remedy);
    if (about.isEmpty() || words.isEmpty()) {
      throw new IllegalArgumentException("A condition of " + room + " has no words");
    }
    if (severity == null || since == null) {
      throw new IllegalArgumentException("A condition has a severity and a time");
    }
  }

  /** The words and the remedy as sentences. */
  public String text() {
    return remedy.isEmpty() ? words + "." : words + "; " + remedy + ".";
  }

  Condition raisedAt(Instant earlier) {
    return new Condition(room, about, words, remedy, severity, earlier);
  }

  /**
   * What a condition is about, in the form in which conditions are told apart. It must not bear the
   * component's name: a route that asks for that would call it.
   */
  static String subject(String text) {
    return cut(Printable.printable(text), LONGEST_ABOUT);
  }

  private static String sentence(String text) {
    String line = Printable.printable(text).strip();
    return cut(line.endsWith(".") ? line.substring(0, line.length() - 1) : line, LONGEST_TEXT);
  }

  private static String cut(String line, int longest) {
    return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
  }
}
