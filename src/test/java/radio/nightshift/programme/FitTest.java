package radio.nightshift.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FitTest {
  private static final Duration FADE = Duration.ofSeconds(10);

  @ParameterizedTest(name = "{0} s: fades at {1}, leaves at {2}")
  @CsvSource({
    "1999, 1792, 1792",
    "2000, 3512, 3525",
    "3999, 3512, 3525",
    "4000, 5392, 5392",
    "6000, 7112, 7125",
    "8000, 8992, 8992",
    "9120, 10712, 10725",
    "11000, 12592, 12592",
    "12999, 12592, 12592",
    "13000, 14312, 14325",
    "14799, 14312, 14325",
    "14800, 16192, 16192",
  })
  void theDefaultTableIsThatOfTheOldStation(long length, long fade, long leave) {
    assertThat(Fit.table(Fit.TABLE).ending(Duration.ofSeconds(length), null))
        .isEqualTo(new Fit.Ending(Duration.ofSeconds(fade), Duration.ofSeconds(leave), false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "2000:1792", "2000:1800:1792", "9:1:2,9:1:2", "-1:2:3"})
  void aTableOfAnotherFormIsRefused(String table) {
    assertThatThrownBy(() -> Fit.table(table)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0} s in a slot of {1}: until {2}")
  @CsvSource({"70, 60, 60", "60, 60, 60", "20, 60, 60", "5, , 5"})
  void atTheEndOfItsSlotItIsCutOrFilledUp(long length, Long slot, long lasts) {
    assertThat(lasts(Fit.slotEnd(FADE), length, slot)).isEqualTo(lasts);
  }

  @ParameterizedTest(name = "{0} s in a slot of {1}: until {2}")
  @CsvSource({"100, 60, 90", "90, 60, 90", "65, 60, 65", "20, 60, 20", "500, , 500"})
  void itRunsOverItsSlotByNoMoreThanDeclared(long length, Long slot, long lasts) {
    assertThat(lasts(Fit.overrun(Duration.ofSeconds(30), FADE), length, slot)).isEqualTo(lasts);
  }

  /** The table in the javadoc of {@link Fit}. */
  @ParameterizedTest(name = "{0}: {1} minutes")
  @CsvSource({
    "table, 20, 20:00",
    "table, 58, 58:00",
    "table, 60, 58:45 fade",
    "table, 70, 70:00",
    "slot-end, 20, 60:00 fill",
    "slot-end, 58, 60:00 fill",
    "slot-end, 60, 60:00",
    "slot-end, 70, 60:00 fade",
    "overrun, 20, 20:00",
    "overrun, 58, 58:00",
    "overrun, 60, 60:00",
    "overrun, 70, 65:00 fade",
  })
  void theDocumentedExamplesHold(String rule, long minutes, String expected) {
    Fit fit =
        switch (rule) {
          case "table" -> Fit.table(Fit.TABLE);
          case "slot-end" -> Fit.slotEnd(FADE);
          default -> Fit.overrun(Duration.ofMinutes(5), FADE);
        };
    Duration length = Duration.ofMinutes(minutes);
    Fit.Ending ending = fit.ending(length, Duration.ofHours(1));
    Duration lasts = ending.lasts(length);
    String how =
        lasts.compareTo(length) > 0 ? " fill" : ending.fade().compareTo(lasts) < 0 ? " fade" : "";
    assertThat("%d:%02d%s".formatted(lasts.toMinutes(), lasts.toSecondsPart(), how))
        .isEqualTo(expected);
  }

  private static long lasts(Fit fit, long length, Long slot) {
    Duration whole = Duration.ofSeconds(length);
    return fit.ending(whole, slot == null ? null : Duration.ofSeconds(slot))
        .lasts(whole)
        .toSeconds();
  }
}
