package radio.nightshift.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** References that are resolved without a Camel. */
class ReferencesTest {
  private static References with(String text) {
    return new References(
        Map.of("a", text, "station.home", "{{base}}/radio", "base", "/srv", "circle", "{{circle}}"),
        Map.of("HOME", "/root")::get);
  }

  @ParameterizedTest
  @CsvSource({
    "/x, /x",
    "{{base}}, /srv",
    "{{station.home}}/control, /srv/radio/control",
    "{{env:HOME}}/control, /root/control",
    "{{none:/run}}/control, /run/control",
    "{{env:NONE:/run}}, /run",
    "{{sys:java.io.tmpdir}}/control, /tmp/control",
    "{{sys:none:/run}}, /run",
    "{{base}}{{base}}, /srv/srv"
  })
  void aReferenceStandsForItsValue(String text, String value) {
    assertThat(with(text).resolved("a")).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{{none}}", "{{env:NONE}}", "{{circle}}", "{{", "{{aws-parameterstore:/a}}x{{"})
  void whatStandsForNothingIsRefused(String text) {
    assertThatThrownBy(() -> with(text).resolved("a")).isInstanceOf(IllegalArgumentException.class);
  }
}
