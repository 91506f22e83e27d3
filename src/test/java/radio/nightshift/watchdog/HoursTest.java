package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoursTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** 2026-03-02 is a Monday. */
  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                 | 2026-03-02T03:00 | true",
        "Mo-Fr 06:00-24:00                  | 2026-03-02T05:59 | false",
        "Mo-Fr 06:00-24:00                  | 2026-03-02T06:00 | true",
        "Mo-Fr 06:00-24:00                  | 2026-03-02T23:59 | true",
        "Mo-Fr 06:00-24:00                  | 2026-03-03T00:00 | false",
        "Mo-Fr 06:00-24:00                  | 2026-03-07T12:00 | false",
        "Mo-Fr 06:00-24:00, Sa 08:00-02:00  | 2026-03-07T08:00 | true",
        "Mo-Fr 06:00-24:00, Sa 08:00-02:00  | 2026-03-08T01:59 | true",
        "Mo-Fr 06:00-24:00, Sa 08:00-02:00  | 2026-03-08T02:00 | false",
        "Mo-Fr 06:00-24:00, Sa 08:00-02:00  | 2026-03-07T01:00 | false",
        "Su 22:00-04:00                     | 2026-03-02T03:59 | true",
        "Su 22:00-04:00                     | 2026-03-02T22:00 | false",
        "Fr-Mo 10:00-11:00                  | 2026-03-08T10:30 | true",
        "Fr-Mo 10:00-11:00                  | 2026-03-02T10:30 | true",
        "Fr-Mo 10:00-11:00                  | 2026-03-04T10:30 | false",
        "10:00-11:00                        | 2026-03-04T10:59 | true",
        "00:00-24:00                        | 2026-03-04T00:00 | true",
        "06:00-06:00                        | 2026-03-04T05:59 | true",
        "We 06:00-06:00                     | 2026-03-05T05:59 | true",
        "We 06:00-06:00                     | 2026-03-05T06:00 | false",
        "monday – FRI   6:00 – 9:30         | 2026-03-06T09:29 | true",
        "Mo 06:00-10:00,Mo 16:00-20:00      | 2026-03-02T12:00 | false",
        "Mo 06:00-10:00,Mo 16:00-20:00      | 2026-03-02T16:00 | true",
      })
  void anInstantCountsWithinTheHours(String text, LocalDateTime at, boolean covers) {
    assertThat(Hours.of(text, ZoneOffset.UTC).cover(at.toInstant(ZoneOffset.UTC)))
        .as("whether %s is within '%s'", at, text)
        .isEqualTo(covers);
  }

  /** Clocks go from 02:00 to 03:00 on 2026-03-29, and from 03:00 to 02:00 on 2026-10-25. */
  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Su 01:00-03:00 | 2026-03-29T00:59:59Z | true",
        "Su 01:00-03:00 | 2026-03-29T01:00:00Z | false",
        "Su 02:15-02:45 | 2026-03-29T01:20:00Z | false",
        "Su 02:30-05:00 | 2026-03-29T01:00:00Z | true",
        "Su 02:00-02:30 | 2026-10-25T00:10:00Z | true",
        "Su 02:00-02:30 | 2026-10-25T00:40:00Z | false",
        "Su 02:00-02:30 | 2026-10-25T01:10:00Z | true",
        "Sa 20:00-03:00 | 2026-10-25T01:59:59Z | true",
        "Sa 20:00-03:00 | 2026-10-25T02:00:00Z | false",
        "Mo 06:00-07:00 | 2026-03-30T04:00:00Z | true",
        "Mo 06:00-07:00 | 2026-10-26T05:00:00Z | true",
      })
  void theClockOnTheWallCounts(String text, Instant at, boolean covers) {
    assertThat(Hours.of(text, BERLIN).cover(at))
        .as("whether %s is within '%s' in Berlin", at, text)
        .isEqualTo(covers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mo",
        "Mo-Fr",
        "06:00",
        "Mo-Xx 06:00-07:00",
        "M 06:00-07:00",
        "Mo 06:00-24:01",
        "Mo 24:00-06:00",
        "Mo 06:60-07:00",
        "Mo 25:00-26:00",
        "Mo 06:00-07:00,",
        ",",
        "Mo 06:00-07:00; Tu 06:00-07:00",
        "Mo-Tu-We 06:00-07:00",
        "Mo 6-7",
        "Mo -06:00-07:00",
      })
  void whatIsNoHoursIsRefused(String text) {
    assertThatThrownBy(() -> Hours.of(text, BERLIN))
        .as("'%s'", text)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'");
  }

  @Test
  void blankIsAlways() {
    assertThat(Hours.of("  ", BERLIN).cover(Instant.EPOCH)).isTrue();
  }
}
