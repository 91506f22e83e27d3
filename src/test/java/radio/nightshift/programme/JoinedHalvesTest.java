package radio.nightshift.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two halves of any lengths: both play, the second at half past, and to its end if it is short. */
class JoinedHalvesTest {
  private static final Instant TEN = Instant.parse("2026-06-10T10:00:00Z");
  private static final int HALF_HOUR = 1800;

  /** The table's whole hour leaves at 58:45. */
  private static final int HOUR_LEAVES = 3525;

  static Stream<Arguments> pairs() {
    int[] firsts = {1, 60, 600, 1790, 1803, 2000};
    int[] seconds = {1, 60, 90, 191, 200, 1200, 1790, 2000};
    return IntStream.of(firsts)
        .boxed()
        .flatMap(first -> IntStream.of(seconds).mapToObj(second -> Arguments.of(first, second)));
  }

  @ParameterizedTest(name = "{0} s and {1} s")
  @MethodSource("pairs")
  void bothPlay(int first, int second) {
    RunningOrder order =
        RunningOrder.of(
            Schedule.EMPTY,
            List.of(
                edition("20260610_1000_one.mp3", first), edition("20260610_1030_two.mp3", second)),
            new StationRules(ZoneOffset.UTC, Fit.table(Fit.TABLE)));
    List<Choice> choices = order.between(TEN.minusSeconds(1), TEN.plusSeconds(3600));
    assertThat(choices).as("choices").hasSize(1);
    Choice hour = choices.get(0);
    assertThat(hour.secondAt()).isEqualTo(TEN.plusSeconds(HALF_HOUR));
    assertThat(hour.until())
        .as("the end of what plays")
        .isEqualTo(TEN.plusSeconds(Math.min(HALF_HOUR + second, HOUR_LEAVES)));
    assertThat(hour.ending().leave())
        .as("the end of what is prepared")
        .isGreaterThan(Duration.ofSeconds(Math.min(HALF_HOUR + second, HOUR_LEAVES) - 1));
  }

  private static Edition edition(String name, int seconds) {
    return new Edition(name, ProgrammeFileName.parse(name), 1, Duration.ofSeconds(seconds));
  }
}
