package radio.nightshift.settings;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.util.ObjectHelper;
import org.apache.camel.util.TimeUtils;

/** The station's settings, each read with its meaning; a value that has none stops the start. */
public final class Settings {
  private static final List<Map.Entry<String, Long>> UNITS =
      List.of(
          Map.entry("d", 86_400_000L),
          Map.entry("h", 3_600_000L),
          Map.entry("m", 60_000L),
          Map.entry("s", 1000L),
          Map.entry("ms", 1L));

  private final UnaryOperator<String> lookup;
  private final UnaryOperator<String> origin;

  /**
   * Reads settings.
   *
   * @param lookup a setting's text by its name, or null if it is not set
   */
  public Settings(UnaryOperator<String> lookup) {
    this(lookup, name -> null);
  }

  /**
   * Reads settings of which some are secrets.
   *
   * @param origin where a setting's text comes from if it must not be shown, by its name; else null
   */
  public Settings(UnaryOperator<String> lookup, UnaryOperator<String> origin) {
    this.lookup = lookup;
    this.origin = origin;
  }

  /** The same with further defaults: a setting's text by its name, or null if it has none. */
  public Settings or(UnaryOperator<String> defaults) {
    return new Settings(
        name -> {
          String own = lookup.apply(name);
          return own == null || own.isBlank() ? defaults.apply(name) : own;
        },
        origin);
  }

  /** Every setting with its default, as {@code application.properties} has them. */
  public static Properties defaults() {
    Properties defaults = new Properties();
    try (var in = Settings.class.getResourceAsStream("/application.properties")) {
      defaults.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("application.properties is missing in the jar", e);
    }
    return defaults;
  }

  /** A text that may be empty. */
  public String text(String name) {
    try {
      String value = lookup.apply(name);
      return value == null ? "" : value.strip();
    } catch (RuntimeException unresolved) {
      ParameterException trouble = ObjectHelper.getException(ParameterException.class, unresolved);
      if (trouble != null) {
        throw trouble.of(name);
      }
      throw new SettingException(
          name
              + " holds '{{' and so refers to a setting that does not exist; correct the name in it.");
    }
  }

  /** A text that must be there. */
  public String required(String name, String remedy) {
    String value = text(name);
    if (value.isEmpty()) {
      throw new SettingException("%s is not set; %s.".formatted(name, remedy));
    }
    return value;
  }

  /** A text that must match a pattern. */
  public String matching(String name, String pattern, String remedy) {
    String value = required(name, remedy);
    if (!value.matches(pattern)) {
      throw refused(name, value, remedy);
    }
    return value;
  }

  /** A whole number within limits. */
  public int whole(String name, int least, int most) {
    return parse(
        name,
        "give a whole number from %d to %d".formatted(least, most),
        value -> within(Integer.parseInt(value), least, most));
  }

  /** A number within limits. */
  public double number(String name, double least, double most) {
    return parse(
        name,
        "give a number from %s to %s".formatted(least, most),
        value -> within(Double.valueOf(value), least, most));
  }

  /** A percentage within limits, with its sign or without. */
  public double percentage(String name, int least, int most) {
    return parse(
        name,
        "give a percentage from %d%% to %d%%".formatted(least, most),
        value ->
            within(
                Double.valueOf(value.replaceFirst("\\s*%$", "")), (double) least, (double) most));
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name) {
    return parse(
        name,
        "give true or false",
        value ->
            switch (value.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException();
            });
  }

  /** A duration such as {@code 5s} within limits. */
  public Duration duration(String name, Duration least, Duration most) {
    return parse(
        name,
        "give a duration from %s to %s, such as 5s".formatted(shown(least), shown(most)),
        value -> within(length(value), least, most));
  }

  /** Different durations within limits, with commas between them, the longest first. */
  public List<Duration> durations(String name, Duration least, Duration most) {
    return parse(
        name,
        "give durations from %s to %s, such as 24h, 3h, 15m".formatted(shown(least), shown(most)),
        value ->
            Stream.of(value.split(","))
                .map(one -> within(length(one.strip()), least, most))
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList());
  }

  /** Camel passes over what it does not know: a sign, say, or anything that is no letter. */
  private static Duration length(String text) {
    if (!text.matches("[0-9][0-9A-Za-z ]*")) {
      throw new IllegalArgumentException(text);
    }
    return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
  }

  /** A time zone of the tz database. */
  public ZoneId zone(String name) {
    return parse(name, "give a name of the tz database, such as Europe/London", ZoneId::of);
  }

  /** One of some words, read by a function that refuses all others. */
  public <T> T oneOf(String name, List<String> words, Function<String, T> read) {
    return parse(name, "give one of " + String.join(", ", words), read);
  }

  /** A folder that need not be there. */
  public Path place(String name) {
    String value = required(name, "give a folder");
    if (value.matches(".*[?#&%{}].*")) {
      throw wrong(name, value, "give a folder without any of ?#&%{} in its path");
    }
    try {
      return Path.of(value).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw wrong(name, value, "give a folder that can be made (%s)".formatted(e));
    }
  }

  /**
   * A folder of the station's own, made if it is not there, that can be written to.
   *
   * @throws SettingException if this user cannot have it, or is root and it is another user's
   * @throws OutsideException if its disk is in trouble
   */
  public Path folder(String name) {
    return OwnFolder.made(name, place(name));
  }

  /** Reads a value by a function that throws if it does not accept it. */
  public <T> T parse(String name, String remedy, Function<String, T> read) {
    String value = required(name, remedy);
    try {
      return read.apply(value);
    } catch (RuntimeException notOfThatKind) {
      throw refused(name, value, remedy);
    }
  }

  private SettingException refused(String name, String value, String remedy) {
    String secret = origin.apply(name);
    return secret == null
        ? wrong(name, value, remedy)
        : new SettingException("%s is what %s holds; %s.".formatted(name, secret, remedy));
  }

  public static SettingException wrong(String name, String value, String remedy) {
    return new SettingException("%s is '%s'; %s.".formatted(name, value, remedy));
  }

  private static <T extends Comparable<T>> T within(T value, T least, T most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  /** In the largest unit that it is a multiple of, in the way people write settings. */
  private static String shown(Duration duration) {
    long millis = duration.toMillis();
    for (Map.Entry<String, Long> unit : UNITS) {
      if (millis >= unit.getValue() && millis % unit.getValue() == 0) {
        return millis / unit.getValue() + unit.getKey();
      }
    }
    return "0s";
  }
}
