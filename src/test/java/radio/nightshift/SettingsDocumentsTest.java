package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.SettingSources;
import radio.nightshift.settings.Settings;
import radio.nightshift.support.Integration;

/** README, application.properties and the rooms name the same settings, defaults and ranges. */
@Integration
class SettingsDocumentsTest {
  private static final Path JAVA = Path.of("src/main/java/radio/nightshift");
  private static final Path DEFAULTS = Path.of("src/main/resources/application.properties");
  private static final Pattern RANGE = Pattern.compile("from (\\S+) to ([^\\s,;.]+(\\.\\d+)?)");

  /**
   * Beside the settings of their own name, packages read these, whose names are older than they.
   */
  private static final Map<String, List<String>> OLDER_NAMES =
      Map.ofEntries(
          Map.entry("ingest", List.of("station.keep")),
          Map.entry("prepare", List.of("station.filler")),
          Map.entry("playout", List.of("as-run.")),
          Map.entry("address", List.of("dns.", "aws.metadata")),
          Map.entry(
              "check",
              List.of("station.home", "ingest.folder", "schedule.csv", "schedule.google.token")),
          Map.entry("control", List.of("station.home", "jmx.")),
          Map.entry("programme", List.of("playout.")),
          Map.entry("room", List.of("station.")),
          Map.entry("routing", List.of("station.routes")),
          Map.entry("secrets", List.of("station.home")),
          Map.entry("settings", List.of("secrets.file")),
          Map.entry("commands", List.of("station.", "ingest.", "aws.")),
          Map.entry("", List.of("log.", "station.", "secrets.parameters", "playout.enabled")));

  @TempDir Path home;

  private static Set<String> names() {
    return Settings.defaults().stringPropertyNames().stream()
        .filter(name -> !name.startsWith("camel."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theReadmeNamesEverySettingWithItsDefault() throws IOException {
    Map<String, String> documented = readme();
    Set<String> unnamed = names();
    unnamed.removeAll(documented.keySet());
    // Directories' texts are described in application.properties alone.
    unnamed.removeIf(name -> name.matches("playout\\.(name|description|genre|url|listed)"));
    assertThat(unnamed).as("settings that README does not name").isEmpty();
    assertThat(documented.keySet()).as("settings that README names").isSubsetOf(names());
    Properties defaults = Settings.defaults();
    documented.forEach(
        (name, value) -> {
          if (value != null) {
            assertThat(defaults.getProperty(name))
                .as("README's default of " + name)
                .isEqualTo(value);
          }
        });
  }

  /** The settings of README's table, with their defaults where these stand there as they are. */
  private static Map<String, String> readme() throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    String text = Files.readString(Path.of("README.md"));
    String table = text.substring(text.indexOf("| setting | default |"));
    for (String row : table.substring(0, table.indexOf("\n\n")).lines().skip(2).toList()) {
      String[] cells = row.split("\\|");
      List<String> names = new java.util.ArrayList<>();
      String prefix = "";
      for (String name : inTicks(cells[1])) {
        prefix = name.startsWith(".") ? prefix : name.substring(0, name.lastIndexOf('.'));
        names.add(name.startsWith(".") ? prefix + name : name);
      }
      List<String> defaults = inTicks(cells[2]);
      boolean each = defaults.size() == names.size() && !cells[2].matches(".*[a-zA-Z] .*|.*\\(.*");
      for (int i = 0; i < names.size(); i++) {
        found.put(names.get(i), each ? defaults.get(i) : null);
      }
      inTicks(cells[3]).stream()
          .filter(word -> word.matches("schedule\\.google\\.[a-z-]+|\\.token"))
          .map(word -> word.startsWith(".") ? "schedule.google" + word : word)
          .forEach(name -> found.put(name, null));
    }
    return found;
  }

  private static List<String> inTicks(String cell) {
    return Pattern.compile("`([^`]+)`").matcher(cell).results().map(r -> r.group(1)).toList();
  }

  @Test
  void theRangesInTheCommentsAreThoseThatTheRoomsKeep() throws IOException {
    Map<String, String> comments = comments();
    Set<String> compared = new LinkedHashSet<>();
    for (String name : names()) {
      String message = refusal(name);
      Matcher range = RANGE.matcher(message == null ? "" : message);
      if (message != null && message.startsWith(name) && range.find()) {
        String from = range.group(1).replaceFirst("\\.0$", "");
        String to = range.group(2).replaceFirst("\\.0$", "");
        assertThat(comments.get(name))
            .as("the comment of %s in application.properties, of which run says: %s", name, message)
            .containsPattern(
                "(^|[^0-9])%s to [^.]*%s".formatted(Pattern.quote(from), Pattern.quote(to)));
        compared.add(name);
      }
    }
    assertThat(compared).as("settings with a range").hasSizeGreaterThan(15);
  }

  /** What the rooms say of a value that nothing can be. */
  private String refusal(String name) {
    Properties settings = new Properties();
    settings.setProperty("station.home", home.toString());
    settings.setProperty("playout.password", "hackme");
    settings.setProperty("dns.zone", "Z0123456789ABC");
    settings.setProperty("dns.name", "station.example.org");
    settings.setProperty(name, "\u00bf");
    SettingException refused =
        catchThrowableOfType(
            SettingException.class,
            () -> Station.checked(Clock.systemUTC(), SettingSources.of(settings)).probes());
    return refused == null ? null : refused.getMessage();
  }

  /** The comment above each setting, or above the first of its paragraph. */
  private static Map<String, String> comments() throws IOException {
    Map<String, String> comments = new TreeMap<>();
    StringBuilder comment = new StringBuilder();
    boolean ended = false;
    for (String line : Files.readAllLines(DEFAULTS)) {
      if (line.startsWith("#")) {
        if (ended) {
          comment.setLength(0);
        }
        ended = false;
        comment.append(line.substring(1).strip()).append(' ');
      } else if (line.contains("=")) {
        comments.put(line.substring(0, line.indexOf('=')), comment.toString());
        ended = true;
      }
    }
    return comments;
  }

  @Test
  void aPackageReadsTheSettingsOfItsOwnName() {
    Set<String> names = names();
    Map<String, Set<String>> strange = new TreeMap<>();
    try (Stream<Path> files = Files.walk(JAVA)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Path inside = JAVA.relativize(file);
        String owner = inside.getNameCount() == 1 ? "" : inside.getName(0).toString();
        Pattern.compile("\"([a-z-]+\\.[a-z.-]+)\"")
            .matcher(Files.readString(file))
            .results()
            .map((MatchResult literal) -> literal.group(1))
            .filter(names::contains)
            .filter(name -> !isOwn(owner, name))
            .forEach(
                name -> strange.computeIfAbsent(inside.toString(), f -> new TreeSet<>()).add(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(strange).as("settings of others that a file names").isEmpty();
  }

  private static boolean isOwn(String owner, String name) {
    return name.startsWith(owner + ".")
        || OLDER_NAMES.getOrDefault(owner, List.of()).stream().anyMatch(name::startsWith);
  }
}
