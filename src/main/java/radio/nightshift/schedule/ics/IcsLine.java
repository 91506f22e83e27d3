package radio.nightshift.schedule.ics;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A line of an iCalendar file, whole and without its folds: {@code NAME;PARAM=x:value}.
 *
 * @param name in upper case
 * @param parameters by their names in upper case
 * @param value as it stands
 */
record IcsLine(String name, Map<String, String> parameters, String value) {

  /** Reads a line; one without a colon has an empty value. */
  static IcsLine of(String line) {
    int colon = unquoted(line, ':', 0);
    String head = colon < 0 ? line : line.substring(0, colon);
    int end = unquoted(head, ';', 0);
    String name = (end < 0 ? head : head.substring(0, end)).strip().toUpperCase(Locale.ROOT);
    Map<String, String> parameters = new HashMap<>();
    while (end >= 0) {
      int next = unquoted(head, ';', end + 1);
      String one = head.substring(end + 1, next < 0 ? head.length() : next);
      int equals = one.indexOf('=');
      if (equals > 0) {
        parameters.put(
            one.substring(0, equals).strip().toUpperCase(Locale.ROOT),
            one.substring(equals + 1).replace("\"", "").strip());
      }
      end = next;
    }
    return new IcsLine(name, parameters, colon < 0 ? "" : line.substring(colon + 1));
  }

  boolean is(String otherName, String otherValue) {
    return name.equals(otherName) && value.strip().equalsIgnoreCase(otherValue);
  }

  /** The value as a text, without its escapes. */
  String text() {
    StringBuilder text = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        char escaped = value.charAt(++i);
        text.append(escaped == 'n' || escaped == 'N' ? '\n' : escaped);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static int unquoted(String line, char sought, int from) {
    boolean quoted = false;
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      if (c == sought && !quoted) {
        return i;
      }
    }
    return -1;
  }
}
