package radio.nightshift.schedule.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import org.junit.jupiter.api.Test;
import radio.nightshift.schedule.CalendarException;

class TruncatingJsonStreamTest {
  private static String brief(String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new String(
        new TruncatingJsonStream(new ByteArrayInputStream(bytes)).readAllBytes(),
        StandardCharsets.UTF_8);
  }

  @Test
  void whatIsShortPassesAsItIs() throws IOException {
    String json = "{\"a\":\"x\\\"y\\\\\",\"\\u00e9\":[1,\"\u00e9\uD83D\uDE00\",null]}\n";
    assertThat(brief(json)).isEqualTo(json);
  }

  @Test
  void aLongTextIsCutBetweenCharactersAndTheRestFollows() throws IOException {
    for (String unit : new String[] {"x", "\u00e9", "\uD83D\uDE00", "\\\"", "\\u00e9", "ab\\n"}) {
      String json = "{\"a\":\"" + unit.repeat(200_000) + "\",\"b\":\"end\"}";
      String brief = brief(json);
      assertThat(brief)
          .as("texts of %s", unit)
          .endsWith("\",\"b\":\"end\"}")
          .doesNotContain("\uFFFD");
      assertThat(brief.length()).isLessThan(70_000 * unit.length());
      String kept = brief.substring(6, brief.indexOf("\",\"b\""));
      assertThat(kept.replace(unit, "")).as("a broken %s", unit).isIn("", "a", "ab");
    }
  }

  @Test
  void aPageWithoutEndIsRefused() {
    InputStream endless =
        new SequenceInputStream(
            new Enumeration<>() {
              @Override
              public boolean hasMoreElements() {
                return true;
              }

              @Override
              public InputStream nextElement() {
                return new ByteArrayInputStream(
                    "[[1,2,3],".repeat(1000).getBytes(StandardCharsets.UTF_8));
              }
            });
    assertThatThrownBy(
            () ->
                new TruncatingJsonStream(endless)
                    .transferTo(java.io.OutputStream.nullOutputStream()))
        .isInstanceOf(CalendarException.class)
        .hasMessageContaining("16 MB");
  }
}
