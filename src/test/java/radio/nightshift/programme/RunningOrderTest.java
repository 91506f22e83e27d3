package radio.nightshift.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import radio.nightshift.schedule.EventDescription;

/** The rules of which file is played when, by the table in {@code running-order.txt}. */
class RunningOrderTest {
  private static final Path TABLE = Path.of("src/test/resources/running-order.txt");
  private static final int CASES = 80;

  /** One case of the table. */
  private static final class Case {
    private final String name;
    private final List<Slot> slots = new ArrayList<>();
    private final List<Edition> editions = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private ZoneId zone = ZoneId.of("Europe/London");

    Case(String name) {
      this.name = name;
    }

    void line(String line) {
      String[] words = line.split(" ", 2);
      switch (words[0]) {
        case "zone" -> zone = ZoneId.of(words[1]);
        case "event" -> event(words[1].split(" ", 3));
        case "file" -> file(words[1]);
        case ">" -> expected.add(words[1]);
        default -> throw new IllegalArgumentException(line);
      }
    }

    private void event(String[] parts) {
      Instant start = OffsetDateTime.parse(parts[0]).toInstant();
      Duration length = Duration.ofMinutes(Long.parseLong(parts[1]));
      EventDescription says = EventDescription.of(parts[2]);
      says.pid()
          .filter(pid -> says.isRecorded())
          .ifPresent(pid -> slots.add(new Slot(pid, pid, start, start.plus(length))));
    }

    private void file(String words) {
      String key = words.substring(0, words.lastIndexOf(' '));
      String length = words.substring(words.lastIndexOf(' ') + 1);
      editions.add(
          new Edition(
              key,
              ProgrammeFileName.parse(key),
              length.equals("empty") ? 0 : 1000,
              switch (length) {
                case "empty", "unknown" -> null;
                case "broken" -> Duration.ZERO;
                default -> Duration.ofSeconds(Long.parseLong(length));
              }));
    }

    List<String> found() {
      return RunningOrder.of(Schedule.of(slots), editions, StationRules.in(zone))
          .between(Instant.MIN, Instant.MAX)
          .stream()
          .map(Case::words)
          .toList();
    }

    private static String words(Choice choice) {
      String keys = choice.editions().stream().map(Edition::key).collect(Collectors.joining("+"));
      return Stream.of(
              choice.at(),
              choice.play().name().toLowerCase(),
              choice.pid() == null ? "-" : choice.pid(),
              keys.isEmpty() ? "-" : keys,
              choice.until() == null ? "-" : choice.until(),
              choice.secondAt() == null ? "" : choice.secondAt(),
              choice.conflict() ? "conflict" : "")
          .map(Object::toString)
          .filter(word -> !word.isEmpty())
          .collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(TABLE)) {
      if (line.startsWith("= ")) {
        cases.add(new Case(line.substring(2)));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        cases.get(cases.size() - 1).line(line);
      }
    }
    return cases;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theTableHolds(Case one) {
    assertThat(one.found()).as(one.name).isEqualTo(one.expected);
  }

  @Test
  void theTableIsRead() throws IOException {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(CASES);
    assertThat(cases().stream().map(Case::toString)).doesNotHaveDuplicates();
  }

  @Test
  void everyProblemSaysWhatAndWhatToDo() {
    Instant start = Instant.parse("2026-06-10T13:00:00Z");
    Slot slot = new Slot("jazz", "Jazz", start, start.plusSeconds(3600));
    Choice missing =
        RunningOrder.of(
                Schedule.of(List.of(slot)), List.of(), StationRules.in(ZoneId.of("Europe/London")))
            .at(start)
            .orElseThrow();
    assertThat(missing.note()).contains("20260610_1400_jazz.mp3", "upload");
    assertThat(missing.isProblem()).isTrue();
  }
}
