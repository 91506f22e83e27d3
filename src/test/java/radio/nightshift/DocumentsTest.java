package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import radio.nightshift.support.Documents;
import radio.nightshift.support.Documents.Block;

/** What the documents for people name is there: other documents, files, units and messages. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("#+ (.*)");

  /** A file of this repository. */
  private static final Pattern SOURCE =
      Pattern.compile("(?<![\\w./-])(?:src|dev|deploy|docs)/[\\w./-]*\\w");

  /** A file that the package has put somewhere, or the station has made. */
  private static final Pattern INSTALLED =
      Pattern.compile(
          "(?<![\\w.-])/?(?:etc|usr/(?:lib|share/doc|local/lib|bin)|var/lib|run)/nightshift[\\w./*@-]*");

  private static final Pattern UNIT =
      Pattern.compile("(?:systemctl (?:[a-z-]+ )+(?:--now )?|journalctl -u )([a-z]\\S*)");

  private static final Pattern TICKS = Pattern.compile("`([^`]+)`");

  /** The units of others. */
  private static final Set<String> OTHERS = Set.of("icecast2");

  /** Files of the reader's own in the examples. */
  private static final Set<String> READERS =
      Set.of(
          "/etc/nightshift/sftp-key",
          "/etc/nightshift/sftp-hosts",
          "/etc/nightshift/jmx.p12",
          "/etc/nightshift/*/",
          "/etc/nightshift/jazz",
          "/etc/nightshift/jazz/secrets.properties",
          "/var/lib/nightshift/jazz/incoming");

  private static final Pattern KEPT =
      Pattern.compile(
          "(?:home(?:\\(\\))?\\.resolve\\(\"|\\{\\{station\\.home}}/)([a-z][a-z.-]*[a-z])");

  private static final String STATION_HOME = "/var/lib/nightshift/";

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    for (Path document : Documents.all()) {
      for (String line : Documents.prose(document)) {
        found(LINK, line)
            .filter(link -> !link.matches("https?://.*"))
            .filter(link -> !leadsSomewhere(document, link))
            .forEach(link -> broken.add(document + ": " + link));
      }
    }
    assertThat(broken).as("links that lead nowhere").isEmpty();
  }

  private static boolean leadsSomewhere(Path document, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
    return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
  }

  /** The anchors that headings get on the usual forges. */
  private static Set<String> anchors(Path document) {
    return Documents.prose(document).stream()
        .flatMap(line -> found(HEADING, line))
        .map(heading -> heading.toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void everyPageIsReachedFromTheReadme() {
    List<String> pages =
        Documents.all().stream()
            .filter(page -> page.startsWith("docs"))
            .map(Path::toString)
            .toList();
    assertThat(pages).hasSizeGreaterThanOrEqualTo(7);
    assertThat(String.join("\n", Documents.lines(Path.of("README.md")))).contains(pages);
  }

  @Test
  void everyFileOfTheSourceThatIsNamedIsThere() {
    assertThat(named(SOURCE).filter(name -> !Files.exists(Path.of(name))))
        .as("names of files that are not there")
        .isEmpty();
  }

  @Test
  void everyPlaceOnAMachineIsOneThatThePackageOrTheStationMakes() {
    String packaging = packaging();
    Set<String> home = homeNames();
    assertThat(
            named(INSTALLED)
                .map(name -> name.startsWith("/") ? name : "/" + name)
                .distinct()
                .filter(name -> !READERS.contains(name))
                .filter(name -> !isMade(name.replaceFirst("[/.]+$", ""), packaging, home)))
        .as("places that nobody makes")
        .isEmpty();
  }

  private static boolean isMade(String name, String packaging, Set<String> home) {
    if (name.startsWith("/usr/lib/nightshift/routes/")) {
      return isMade(name.replace("/usr/lib/", "/etc/"), packaging, home);
    }
    return packaging.contains(name)
        || name.startsWith(STATION_HOME) && home.contains(name.substring(STATION_HOME.length()));
  }

  /** What lies in a station's home, according to the script that clears it. */
  private static Set<String> homeNames() {
    return found(Pattern.compile("([a-z][\\w.-]+)"), text("deploy/debian/control/postrm"))
        .collect(Collectors.toSet());
  }

  private static String packaging() {
    String scripts =
        Stream.of("postinst", "postrm", "conffiles")
            .map(name -> text("deploy/debian/control/" + name))
            .collect(Collectors.joining("\n"))
            .replace("$HOME_FOLDER", "/var/lib/nightshift");
    return Stream.of(
            "pom.xml",
            "deploy/debian/nightshift.properties",
            "deploy/systemd/nightshift.service",
            "deploy/systemd/nightshift@.service",
            "src/main/dist/bin/nightshift",
            "src/main/resources/application.properties")
        .map(DocumentsTest::text)
        .collect(Collectors.joining("\n", scripts, ""))
        .replace("{{station.home}}", "/var/lib/nightshift")
        .replace("%i", "jazz")
        .replace(
            "/etc/nightshift/routes/",
            "/etc/nightshift/routes/*.camel.yaml\n/etc/nightshift/routes/");
  }

  @Test
  void whatTheStationKeepsInItsHomeIsExplainedAndClearedAway() {
    String folders =
        text("docs/how-it-works.md").replaceFirst("(?s).*## The folders", "").replace("/`", "`");
    Set<String> names = keptNames();
    assertThat(names).contains("inbox", "conditions", "interventions", "dead-letter");
    assertThat(names.stream().filter(name -> !folders.contains("`" + name + "`")))
        .as("names in a station's home that docs/how-it-works.md does not explain")
        .isEmpty();
    // Which may be the user's own.
    names.remove("schedule.csv");
    assertThat(homeNames()).as("names that the purge knows").containsAll(names);
  }

  /** What the code and the routes name below a station's home. */
  private static Set<String> keptNames() {
    return Stream.of("src/main/java", "src/main/resources")
        .flatMap(place -> files(Path.of(place)))
        .filter(file -> file.toString().matches(".*\\.(java|yaml|properties)"))
        .flatMap(file -> found(KEPT, text("" + file)))
        .collect(Collectors.toSet());
  }

  @Test
  void everyUnitThatIsNamedIsInThePackage() {
    List<String> units =
        Documents.blocks("console").stream()
            .flatMap(block -> found(UNIT, block.text()))
            .filter(unit -> !OTHERS.contains(unit))
            .toList();
    assertThat(units).isNotEmpty();
    assertThat(
            units.stream()
                .map(unit -> unit.replaceFirst("@.*", "@"))
                .filter(unit -> !Files.exists(Path.of("deploy/systemd", unit + ".service"))))
        .as("units that there are not")
        .isEmpty();
  }

  @Test
  void thePackageThatIsInstalledIsOurs() {
    List<String> files =
        Documents.blocks("console").stream()
            .flatMap(block -> found(Pattern.compile("(\\./\\S*_all\\.deb)"), block.text()))
            .toList();
    assertThat(files)
        .isNotEmpty()
        .allMatch(file -> file.matches("\\./(target/)?nightshift_\\*_all\\.deb"));
    assertThat(text("pom.xml")).contains("nightshift_${project.version}_all.deb");
  }

  @Test
  void whatIsSaidToBeSeenStandsInTheCode() {
    String messages = messages();
    List<String> strange = new ArrayList<>();
    int count = 0;
    for (String line : Documents.prose(Path.of("docs/troubles.md"))) {
      String[] cells = line.split("\\|");
      if (cells.length > 2) {
        List<String> quoted = found(TICKS, cells[1]).toList();
        count += quoted.size();
        quoted.stream()
            .flatMap(phrase -> Stream.of(phrase.split("…")))
            .map(part -> part.replaceAll("^[' ]+|[' ]+$", ""))
            .filter(part -> !messages.contains(part))
            .forEach(strange::add);
      }
    }
    assertThat(count).as("quoted messages").isGreaterThan(100);
    assertThat(strange).as("parts of messages that the code does not have").isEmpty();
  }

  /** The texts in the code, those of several lines as one. */
  private static String messages() {
    return Stream.of("src/main/java", "src/main/resources/routes")
        .flatMap(place -> files(Path.of(place)))
        .map(file -> text("" + file).replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\""))
        .collect(Collectors.joining("\n"));
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a pattern finds in all pages for users, blocks and all. */
  private static Stream<String> named(Pattern pattern) {
    return Documents.all().stream()
        .filter(page -> page.startsWith("docs") || page.endsWith("README.md"))
        .flatMap(page -> Documents.lines(page).stream())
        .flatMap(line -> pattern.matcher(line).results().map(MatchResult::group));
  }

  private static Stream<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1));
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyBlockIsOfAKindThatSomethingReads() {
    assertThat(
            Documents.all().stream()
                .flatMap(page -> Documents.of(page).stream())
                .filter(block -> block.document().startsWith("docs"))
                .filter(
                    block -> !block.language().matches("yaml|properties|sh|console|text|ini|json"))
                .map(Block::toString))
        .as("blocks that no test reads")
        .isEmpty();
  }
}
