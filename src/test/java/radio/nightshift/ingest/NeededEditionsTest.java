package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Slot;
import radio.nightshift.programme.StationRules;

class NeededEditionsTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Duration HORIZON = Duration.ofHours(36);
  private static final Instant NOW = Instant.parse("2026-06-10T12:10:00Z");

  private final Schedule schedule =
      new Schedule(
          List.of(
              slot("jazz", "2026-06-10T13:00:00Z"),
              slot("folk", "2026-06-10T14:00:00Z"),
              slot("folk", "2026-06-20T14:00:00Z")));

  @Test
  void aScheduledProgrammeWithoutItsFileNeedsItsLatestEarlierEdition() {
    assertThat(
            keys(
                edition("20260610_1400_jazz.mp3"),
                edition("20260501_1500_folk.mp3"),
                edition("20260527_1500_folk.mp3"),
                edition("20260603_1500_other.mp3"),
                edition("20260617_1500_folk.mp3")))
        .containsExactly("20260610_1400_jazz.mp3", "20260527_1500_folk.mp3");
  }

  @Test
  void soDoesOneWhoseOwnFileIsEmptyOrCannotBeDecoded() {
    Edition earlier = edition("20260527_1500_folk.mp3");
    Edition own = edition("20260610_1500_folk.mp3");
    assertThat(keys(own, earlier)).containsExactly(own.key());
    assertThat(keys(own.withLength(Duration.ZERO), earlier)).containsExactly(earlier.key());
    assertThat(keys(new Edition(own.key(), own.name(), 0, null), earlier))
        .containsExactly(earlier.key());
  }

  @Test
  void whatMayBeOnTheAirComesFirstAndWhatItHasCutOffIsNotNeeded() {
    assertThat(
            keys(
                edition("20260611_0900_morning.mp3"),
                edition("20260610_1200_noon.mp3"),
                edition("20260610_1300_long.mp3"),
                edition("20260609_2300_yesterday.mp3"),
                edition("20260613_0900_far.mp3")))
        .containsExactly("20260610_1300_long.mp3", "20260611_0900_morning.mp3");
  }

  @Test
  void theFirstHalfOfAnHourIsNeededWhileTheSecondRuns() {
    assertThat(keys(edition("20260610_1230_a.mp3"), edition("20260610_1300_b.mp3")))
        .containsExactly("20260610_1300_b.mp3", "20260610_1230_a.mp3");
  }

  @Test
  void ofHundredThousandsOnlyThoseThatBearOnTheTimeAreLookedAt() {
    Stream<Edition> old =
        IntStream.range(0, 100_000)
            .mapToObj(i -> edition("19%02d0101_0000_folk.mp3".formatted(i % 100)));
    assertThat(NeededEditions.of(old, schedule, NOW, HORIZON, StationRules.in(LONDON)).keys())
        .containsExactly("19990101_0000_folk.mp3");
  }

  @Test
  void aProgrammeOfUnknownLengthIsHeldToBeOnTheAirForFourHours() {
    NeededEditions needed =
        NeededEditions.of(
            Stream.of(edition("20260610_1300_a.mp3")),
            schedule,
            NOW,
            HORIZON,
            StationRules.in(LONDON));
    assertThat(
            Stream.of("11:59:59", "12:00:00", "15:59:59", "16:00:00")
                .map(time -> Instant.parse("2026-06-10T" + time + "Z"))
                .map(instant -> needed.isOnTheAir(instant).test("20260610_1300_a.mp3")))
        .containsExactly(false, true, true, false);
  }

  private List<String> keys(Edition... editions) {
    return List.copyOf(
        NeededEditions.of(Stream.of(editions), schedule, NOW, HORIZON, StationRules.in(LONDON))
            .keys());
  }

  private static Slot slot(String pid, String start) {
    Instant instant = Instant.parse(start);
    return new Slot(pid, pid, instant, instant.plus(Duration.ofHours(1)));
  }

  private static Edition edition(String name) {
    return new Edition(name, ProgrammeFileName.parse(name), 1000, null);
  }
}
