package radio.nightshift.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one edition plays, and what plays about now, without the order of all editions. */
class EditionChoicesTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/London");
  private static final StationRules RULES = StationRules.in(ZONE);
  private static final List<String> PIDS = List.of("a", "b", "c", "d");

  /** The days about the ends of summer time and others. */
  private static final List<String> FROM =
      List.of("2026-06-10T00:00:00Z", "2026-10-24T12:00:00Z", "2026-03-28T12:00:00Z");

  private final EditionIndex index = new EditionIndex();
  private final List<Edition> editions = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theyAreThoseOfTheWholeOrder(int seed) {
    makeUp(new Random(seed), Instant.parse(FROM.get(seed % FROM.size())));
    Schedule schedule = Schedule.of(slots);
    List<Choice> all = RunningOrder.of(schedule, editions, RULES).between(Instant.MIN, Instant.MAX);
    EditionChoices choices = new EditionChoices(index, schedule, RULES);
    for (Edition edition : editions) {
      assertThat(choices.of(edition, any -> true))
          .as(edition.key())
          .extracting(EditionChoicesTest::words)
          .containsExactlyInAnyOrderElementsOf(
              all.stream()
                  .filter(choice -> choice.editions().contains(edition))
                  .map(EditionChoicesTest::words)
                  .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfASpanIsThatOfAllThere(int seed) {
    Instant from = Instant.parse(FROM.get(seed % FROM.size()));
    makeUp(new Random(seed), from);
    Schedule schedule = Schedule.of(slots);
    Instant begin = from.plus(Duration.ofHours(20));
    Instant end = from.plus(Duration.ofHours(28));
    EditionChoices choices = new EditionChoices(index, schedule, RULES);
    assertThat(choices.between(begin, end, any -> true))
        .isEqualTo(RunningOrder.of(schedule, editions, RULES).between(begin, end));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatHasGoneDoesNotCount(int seed) {
    Random random = new Random(seed);
    makeUp(random, Instant.parse(FROM.get(seed % FROM.size())));
    Set<Edition> gone = new HashSet<>();
    editions.stream().filter(edition -> random.nextInt(4) == 0).forEach(gone::add);
    List<Edition> left = editions.stream().filter(edition -> !gone.contains(edition)).toList();
    Schedule schedule = Schedule.of(slots);
    RunningOrder order = RunningOrder.of(schedule, left, RULES);
    EditionChoices choices = new EditionChoices(index, schedule, RULES);
    for (Edition edition : left) {
      assertThat(choices.of(edition, one -> !gone.contains(one)))
          .extracting(EditionChoicesTest::words)
          .containsExactlyInAnyOrderElementsOf(
              order.between(Instant.MIN, Instant.MAX).stream()
                  .filter(choice -> choice.editions().contains(edition))
                  .map(EditionChoicesTest::words)
                  .toList());
    }
  }

  /** The cost of one edition: how many others it looks at. */
  @Test
  void itLooksAtAsManyOthersAmongTenThousandAsAmongAThousand() {
    assertThat(looks(10_000)).isEqualTo(looks(1000)).isLessThan(20);
  }

  private static int looks(int count) {
    EditionIndex index = new EditionIndex();
    Instant start = Instant.parse("2026-06-10T00:10:00Z");
    for (int i = 0; i < count; i++) {
      index.add(edition("p" + i % 50, start.plus(Duration.ofHours(i))));
    }
    AtomicInteger looks = new AtomicInteger();
    new EditionChoices(index, Schedule.EMPTY, RULES)
        .of(
            edition("p0", start.plus(Duration.ofHours(500))),
            one -> {
              looks.incrementAndGet();
              return true;
            });
    return looks.get();
  }

  /** Some days of programmes at any half hour, some of them halves, some with slots. */
  private void makeUp(Random random, Instant from) {
    for (int i = 0; i < 60; i++) {
      Instant start = from.plus(Duration.ofMinutes(10L * random.nextInt(6 * 50)));
      if (random.nextInt(3) > 0) {
        start = from.plus(Duration.ofMinutes(30L * random.nextInt(2 * 50)));
      }
      String pid = PIDS.get(random.nextInt(PIDS.size()));
      if (random.nextInt(3) > 0) {
        add(pid, start, random);
      }
      if (random.nextInt(3) > 0) {
        Duration length = Duration.ofMinutes(30L * (1 + random.nextInt(3)));
        slots.add(new Slot(pid, pid, start, start.plus(length)));
      }
    }
  }

  private void add(String pid, Instant start, Random random) {
    Edition edition =
        edition(pid, start).withLength(Duration.ofSeconds(600 + random.nextInt(3000)));
    if (editions.stream().noneMatch(other -> other.key().equals(edition.key()))) {
      editions.add(edition);
      index.add(edition);
    }
  }

  private static Edition edition(String pid, Instant start) {
    String name = ProgrammeFileName.stamp(start, ZONE) + "_" + pid + ".mp3";
    return new Edition(name, ProgrammeFileName.parse(name), 1, Duration.ofMinutes(10));
  }

  private static String words(Choice choice) {
    return "%s %s %s %s %s"
        .formatted(
            choice.at(), choice.play(), choice.editions(), choice.secondAt(), choice.ending());
  }
}
