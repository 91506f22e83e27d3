package radio.nightshift.room;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;

/**
 * The routes that have failed and given up: what they were about lies in a folder, in files that
 * bear their names. A day later, or once its files are deleted, a route's failure is over.
 */
final class DeadLetters {
  private static final String ROOM = "station";
  private static final String KIND = "route ";
  private static final Duration SHOWN = Duration.ofDays(1);

  /** A route's id, and that of an exchange. */
  private static final Pattern NAME = Pattern.compile("(.+)-[0-9A-F]{15}-[0-9A-F]{16}\\.txt");

  private final Path folder;

  DeadLetters(Path home) {
    folder = home.resolve("dead-letter");
  }

  /** Raises a condition for each route that has failed of late, and clears those that are over. */
  void look(Instant now, Conditions conditions) {
    Set<String> failed = failed(now);
    for (String route : failed) {
      conditions.raise(
          ROOM,
          KIND + route,
          Severity.ERROR,
          "The route %s has failed and given up".formatted(route),
          "see what it was about and why in %s, and delete it there once you have"
              .formatted(folder));
    }
    conditions.clearOthers(ROOM, KIND, failed.stream().map(route -> KIND + route).toList());
  }

  private Set<String> failed(Instant now) {
    Set<String> failed = new TreeSet<>();
    if (!Files.isDirectory(folder)) {
      return failed;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches() && !failed.contains(name.group(1)) && isOfLate(file, now)) {
          failed.add(name.group(1));
        }
      }
    } catch (IOException unreadable) {
      // The log has had a line for each.
    }
    return failed;
  }

  private static boolean isOfLate(Path file, Instant now) {
    try {
      return Files.getLastModifiedTime(file).toInstant().plus(SHOWN).isAfter(now);
    } catch (IOException gone) {
      return false;
    }
  }
}
