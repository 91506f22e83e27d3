package radio.nightshift.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers as lines for people. */
class TextTableTest {
  private final StringWriter out = new StringWriter();

  private TextTable table(String zone) {
    return new TextTable(new PrintWriter(out), zone);
  }

  @ParameterizedTest(name = "in {0}")
  @CsvSource({
    "Europe/Berlin, 2026-07-01 14:00",
    "UTC, 2026-07-01 12:00",
    "Z, 2026-07-01 12:00",
    "UTC+2, 2026-07-01 14:00",
    "+05:30, 2026-07-01 17:30",
    "GMT-3, 2026-07-01 09:00"
  })
  void timesAreTheStations(String zone, String shown) {
    String time =
        table(zone).time(TextTable.MINUTE, Map.of("start", "2026-07-01T12:00:00Z"), "start");
    assertThat(time).isEqualTo(shown);
  }

  @Test
  void noRowIsWiderThanATerminal() {
    table("UTC").row("a-mount-with-a-long-name", "x".repeat(100), "0:10:00");
    assertThat(out.toString().stripTrailing())
        .hasSize(80)
        .startsWith("  a-mount-w… xxx")
        .endsWith("x… 0:10:00");
  }
}
