package radio.nightshift.condition;

/** Text of strangers (file names, keys, calendar texts) made safe for one line of a message. */
public final class Printable {
  private Printable() {}

  /**
   * Replaces control, format, surrogate and separator characters by escapes.
   *
   * @param text any text
   * @return the text in one line, {@code \\u000a} for a line feed
   */
  public static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    shown.append("\\u%04x".formatted(c));
                default -> shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }
}
