package radio.nightshift.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadsheetTextTest {
  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Jazz            | Jazz",
        "=HYPERLINK(1)   | '=HYPERLINK(1)",
        "+1              | '+1",
        "@home           | '@home",
        "-               | '-",
        "'Round Midnight | 'Round Midnight",
        "\"\"            | \"\"",
      })
  void whatIsWrittenIsNoFormulaAndReadAsItWas(String text, String written) {
    assertThat(SpreadsheetText.written(text)).isEqualTo(written);
    assertThat(SpreadsheetText.read(written)).isEqualTo(text);
  }

  @Test
  void aFormulaMayHaveSeveralLines() {
    assertThat(SpreadsheetText.written("=1\n2")).isEqualTo("'=1\n2");
  }
}
