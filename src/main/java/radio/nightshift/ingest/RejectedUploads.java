package radio.nightshift.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;

/**
 * A condition for each upload that was rejected: for a day, or until it is deleted from {@code
 * rejected/}, or one of its name is in the inbox.
 */
final class RejectedUploads {
  private static final String ROOM = "ingest";
  private static final String KIND = "rejected ";
  private static final String REASON = ".txt";
  private static final Duration SHOWN = Duration.ofDays(1);

  private final Path rejected;
  private final Path inbox;
  private final Conditions conditions;
  private final Clock clock;

  RejectedUploads(Path home, Conditions conditions, Clock clock) {
    rejected = home.resolve("rejected");
    inbox = home.resolve("inbox");
    this.conditions = conditions;
    this.clock = clock;
  }

  void look() {
    List<String> holding = new ArrayList<>();
    if (Files.isDirectory(rejected)) {
      try (Stream<Path> reasons = Files.list(rejected)) {
        reasons
            .filter(file -> file.toString().endsWith(REASON) && isOfLate(file))
            .forEach(file -> report(file, holding));
      } catch (IOException unreadable) {
        return;
      }
    }
    conditions.clearOthers(ROOM, KIND, holding);
  }

  private void report(Path file, List<String> holding) {
    String text = file.getFileName().toString();
    String name = text.substring(0, text.length() - REASON.length());
    if (!Files.exists(rejected.resolve(name)) || Files.exists(inbox.resolve(name))) {
      return;
    }
    try (BufferedReader in = Files.newBufferedReader(file)) {
      String reason = in.readLine();
      holding.add(KIND + name);
      conditions.raise(
          ROOM,
          KIND + name,
          Severity.WARNING,
          reason == null || reason.isBlank() ? "'%s' was rejected".formatted(name) : reason,
          "it is in rejected/; upload it again");
    } catch (IOException gone) {
      // It was deleted just now.
    }
  }

  private boolean isOfLate(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant().plus(SHOWN).isAfter(clock.instant());
    } catch (IOException gone) {
      return false;
    }
  }
}
