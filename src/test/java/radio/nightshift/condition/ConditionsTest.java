package radio.nightshift.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.util.TimeUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import radio.nightshift.support.LogLines;
import radio.nightshift.support.MovableClock;

/** The life of conditions, by the table in conditions.txt. */
class ConditionsTest {
  private static final Path TABLE = Path.of("src/test/resources/conditions.txt");
  private static final Instant START = Instant.parse("2026-06-10T08:00:00Z");
  private static final Pattern STEP =
      Pattern.compile(
          "(?<at>\\S+)\\s+(?<verb>\\w+)\\s*(?<what>[^:>]*?)(: (?<words>.*?))?( / (?<remedy>.*?))?(\\s+-> (?<line>.*))?");

  @TempDir Path home;
  private final MovableClock clock = MovableClock.standingAt("" + START);
  private Conditions conditions;
  private LogLines log;

  @BeforeEach
  void start() {
    log = LogLines.open();
    conditions = Conditions.kept(home.resolve("conditions"), clock);
  }

  @AfterEach
  void stop() {
    conditions.close();
    log.close();
  }

  static Stream<String> cases() throws IOException {
    return Stream.of(Files.readString(TABLE).split("\n\n")).skip(1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatTheLogHasOfConditions(String text) {
    List<String> steps = text.lines().skip(1).toList();
    assertThat(steps).isNotEmpty();
    List<String> expected = new ArrayList<>();
    for (String step : steps) {
      Matcher parts = STEP.matcher(step);
      assertThat(parts.matches()).as(step).isTrue();
      clock.moveTo("" + START.plus(duration(parts.group("at"))));
      take(parts);
      if (parts.group("line") != null) {
        expected.add(parts.group("line"));
      }
      assertThat(log.all()).as("after %s", step).isEqualTo(expected);
    }
  }

  private void take(Matcher step) {
    String[] what = step.group("what").split(" ");
    String words = step.group("words");
    switch (step.group("verb")) {
      case "raise" ->
          conditions.raise(
              what[0],
              what[1],
              Severity.valueOf(what[2].toUpperCase(Locale.ROOT)),
              words.replace("\\u000a", "\n"),
              step.group("remedy") == null ? "" : step.group("remedy"));
      case "clear" -> conditions.clear(what[0], what[1], words);
      case "others" -> conditions.clearOthers(what[0], what[1], List.of(words.split(" ")));
      case "looked" -> conditions.looked(what[0]);
      case "on" -> conditions.keepOnly(Set.of(what));
      case "wait" -> conditions.clearOverdue();
      case "restart" -> {
        // A crash half a second later: what is written in the background is written by then.
        conditions.close();
        conditions = Conditions.kept(home.resolve("conditions"), clock);
      }
      default -> throw new IllegalArgumentException(step.group());
    }
  }

  private static Duration duration(String text) {
    return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
  }
}
