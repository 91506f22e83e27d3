package radio.nightshift.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgrammeFileNameTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  @ParameterizedTest
  @CsvSource({
    "20260110_1900_jazz.mp3, 2026-01-10T19:00:00Z",
    "20260710_1900_jazz.mp3, 2026-07-10T18:00:00Z",
    "20260710_0007_Jazz-Hour_two.FLAC, 2026-07-09T23:07:00Z",
    // Summer time skips 01:00 to 02:00: read with the offset before the gap.
    "20260329_0130_gap.mp3, 2026-03-29T01:30:00Z",
    // 01:30 comes twice: the first.
    "20261025_0130_twice.mp3, 2026-10-25T00:30:00Z",
  })
  void saysTheInstant(String name, Instant instant) {
    assertThat(ProgrammeFileName.parse(name).instant(LONDON)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20260803_1900_it's \"Jazz\" & more.mp3",
        "20260803_1900_джаз-час.mp3",
        "20260803_1900_-leading.mp3",
        "20260803_1900_a.b.c.mp3",
        "20260803_1900_👩‍🎤.mp3",
        "20260803_1900_..%2f..mp3",
      })
  void takesTitlesOfAnyKind(String name) {
    assertThat(ProgrammeFileName.parse(name).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "20260230_2500_x.mp3 | no calendar has",
        "20260230_1000_x.mp3 | no calendar has",
        "20260803_2400_x.mp3 | no calendar has",
        "-20260803_1900_x.mp3 | is not named yyyymmdd_hhmm",
        "jazz.mp3 | is not named yyyymmdd_hhmm",
        "20260803_1900_.mp3 | is not named yyyymmdd_hhmm",
        "20260803_1900_jazz | is not named yyyymmdd_hhmm",
        "2026-08-03_1900_jazz.mp3 | is not named yyyymmdd_hhmm",
      })
  void refusesOthersWithNameReasonAndRemedy(String name, String reason) {
    assertThatThrownBy(() -> ProgrammeFileName.parse(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(reason)
        .hasMessageContaining("rename it");
  }

  @Test
  void refusesControlCharactersAndShowsThemHarmless() {
    assertThatThrownBy(() -> ProgrammeFileName.parse("20260803_1900_a\nb\u001b[31m.mp3"))
        .hasMessageContaining("control character")
        .hasMessageContaining("20260803_1900_a\\u000ab\\u001b[31m.mp3");
  }

  @Test
  void prefersTheExactNameAmongFilesForOneSlot() {
    assertThat(
            Stream.of(
                    "20260803_1900_jazz.wav",
                    "20260803_1900_zither.mp3",
                    "20260803_1900_JAZZ.mp3",
                    "20260803_1900_jazz.mp3")
                .map(ProgrammeFileName::parse)
                .sorted(ProgrammeFileName.PREFERENCE)
                .map(ProgrammeFileName::name))
        .first()
        .isEqualTo("20260803_1900_jazz.mp3");
  }

  @Test
  void theNameOfAJoinedHourIsThatOfItsFirstHalfsTime() {
    ProgrammeFileName hour = ProgrammeFileName.parse("20260803_1900_late.part-1.wav").joined();
    assertThat(hour.name()).isEqualTo("20260803_1900_joined.mp3");
    assertThat(hour).isEqualTo(ProgrammeFileName.parse("20260803_1900_joined.mp3"));
    assertThat(hour.programme()).isEqualTo("joined");
  }

  @Test
  void makesATitleForListeners() {
    assertThat(ProgrammeFileName.parse("20260803_1900_late-night_jazz.mp3").title())
        .isEqualTo("late night jazz");
  }
}
