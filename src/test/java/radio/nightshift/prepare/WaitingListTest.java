package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import radio.nightshift.programme.Timetable;
import radio.nightshift.support.MovableClock;

/** What it costs that very many wait. */
class WaitingListTest {
  private static final Instant NOON = Instant.parse("2026-06-10T12:00:00Z");
  private static final int MANY = 10_000;

  private final MovableClock clock = MovableClock.standingAt("" + NOON);
  private final AtomicInteger ranked = new AtomicInteger();
  private final WaitingList<Instant> list =
      new WaitingList<Instant>(
          new Timetable(ZoneId.of("UTC"), clock),
          (urgency, instant) -> {
            ranked.incrementAndGet();
            return urgency.of(instant);
          },
          Comparator.<Instant>naturalOrder());

  @Test
  void eachIsRankedOnceHoweverManyAreTaken() {
    add();
    for (int i = 1; i <= MANY; i++) {
      assertThat(list.next()).contains(NOON.plusSeconds(60L * i));
    }
    assertThat(list.next()).isEmpty();
    assertThat(ranked).hasValue(MANY);
  }

  @Test
  void allAreRankedAgainInAnotherMinute() {
    add();
    clock.moveTo("2026-06-10T12:00:59Z");
    assertThat(list.next()).contains(NOON.plusSeconds(60));
    assertThat(ranked).hasValue(MANY);
    clock.moveTo("2026-06-11T12:00:00Z");
    assertThat(list.next()).contains(Instant.parse("2026-06-11T12:00:00Z"));
    assertThat(ranked).hasValue(2 * MANY - 1);
  }

  private void add() {
    IntStream.rangeClosed(1, MANY)
        .boxed()
        .sorted(Comparator.comparing(i -> new Random(i).nextInt()))
        .forEach(i -> list.add(NOON.plusSeconds(60L * i)));
  }
}
