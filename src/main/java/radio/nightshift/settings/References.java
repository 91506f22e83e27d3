package radio.nightshift.settings;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References in settings, resolved without a Camel, for commands that must not wait for one: {@code
 * {{name}}} to another setting, {@code {{env:NAME}}} to the environment, {@code {{sys:name}}} to a
 * system property, each with a default after a further colon.
 */
final class References {
  private static final Pattern REFERENCE =
      Pattern.compile("\\{\\{\\??(env:|sys:)?([^{}:]+)(?::([^{}]*))?}}");

  /** More steps than that go round in a circle. */
  private static final int MOST_STEPS = 100;

  private final Map<String, String> texts;
  private final UnaryOperator<String> environment;

  References(Map<String, String> texts, UnaryOperator<String> environment) {
    this.texts = texts;
    this.environment = environment;
  }

  /**
   * A setting's text with what its references stand for; null if there is no such setting.
   *
   * @throws IllegalArgumentException if one of them stands for nothing
   */
  String resolved(String name) {
    String text = texts.get(name);
    for (int i = 0; text != null && text.contains("{{"); i++) {
      Matcher reference = REFERENCE.matcher(text);
      if (i == MOST_STEPS || !reference.find()) {
        throw new IllegalArgumentException(text);
      }
      text =
          text.substring(0, reference.start()) + value(reference) + text.substring(reference.end());
    }
    return text;
  }

  private String value(Matcher reference) {
    String name = reference.group(2).strip();
    String value =
        switch (reference.group(1) == null ? "" : reference.group(1)) {
          case "env:" -> environment.apply(name);
          case "sys:" -> System.getProperty(name);
          default -> texts.get(name);
        };
    if (value == null && reference.group(3) == null) {
      throw new IllegalArgumentException(reference.group());
    }
    return value == null ? reference.group(3) : value;
  }
}
