package radio.nightshift.watchdog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.disk.WholeFile;

/**
 * The file that keeps how far a failover is over a restart. It is read and written by one thread.
 */
final class StateFile {
  private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
  private static final String HEAD = "nightshift failover 1";
  private static final int LARGEST = 4096;

  /** Longer ones were not written by a watchdog, and could not be counted on. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Path file;
  private State written;

  StateFile(Path file) {
    this.file = file;
  }

  /** What is there; of a file that cannot be read, one line is logged, and nothing is known. */
  State read() {
    if (!Files.exists(file)) {
      return State.watching();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return parse(new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      LOG.warn(
          "{} cannot be read ({}); the watchdog begins anew, and takes over a backup that it sees"
              + " it has started.",
          file,
          e.getClass().getSimpleName());
      return State.watching();
    }
  }

  /** Replaces the file by one rename, unless it would say the same. */
  void write(State state) throws IOException {
    if (isKnown(state)) {
      return;
    }
    Files.createDirectories(file.getParent());
    WholeFile.write(file, text(state));
    written = state;
  }

  /** While nothing is going on, rounds pass that need not be kept. */
  private boolean isKnown(State state) {
    return state.equals(written)
        || written != null
            && written.stage() == State.Stage.WATCHING
            && state.stage() == State.Stage.WATCHING;
  }

  private static String text(State state) {
    return String.join(
        "\n",
        HEAD,
        "stage " + state.stage().name().toLowerCase(Locale.ROOT),
        "lasted " + state.lasted(),
        "round " + state.round(),
        "failed-returns " + state.failedReturns(),
        "answered " + state.isAnswered(),
        "ours " + state.isOurs(),
        "");
  }

  private static State parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
      throw new IllegalArgumentException("another head");
    }
    Map<String, String> values = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.split(" ", 2);
      values.put(words[0], words[words.length - 1]);
    }
    Duration lasted = Duration.parse(value(values, "lasted"));
    int failedReturns = Integer.parseInt(value(values, "failed-returns"));
    if (lasted.isNegative() || lasted.compareTo(LONGEST) > 0 || failedReturns < 0) {
      throw new IllegalArgumentException("out of range");
    }
    return new State(
        State.Stage.valueOf(value(values, "stage").toUpperCase(Locale.ROOT)),
        lasted,
        Instant.parse(value(values, "round")),
        failedReturns,
        isTrue(values, "answered"),
        isTrue(values, "ours"));
  }

  private static String value(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return value;
  }

  private static boolean isTrue(Map<String, String> values, String name) {
    return switch (value(values, name)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
