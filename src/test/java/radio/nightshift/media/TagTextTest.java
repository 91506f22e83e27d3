package radio.nightshift.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that were written in one character set and marked as another. */
class TagTextTest {
  @ParameterizedTest
  @CsvSource({
    "UTF-8, Café",
    "UTF-8, Žofie à l’ouest",
    "UTF-8, Группа крови",
    "UTF-8, 夜番組",
    "windows-1251, Группа",
    "windows-1251, Группа крови (Live 1988)",
    "windows-1251, Вечер — новости",
    "windows-1251, Ёлка"
  })
  void whatWasMarkedAsLatinIsReadAsItWasMeant(String written, String text) {
    String read = new String(text.getBytes(Charset.forName(written)), StandardCharsets.ISO_8859_1);
    assertThat(TagText.meant(read)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Evening News",
        "Café à la crème",
        "créée",
        "Übergröße",
        "ÀÉÎ",
        "El Niño, ¿qué más?",
        "jäääär",
        "Группа крови",
        "Žofie"
      })
  void whatIsWhatItIsStays(String text) {
    assertThat(TagText.meant(text)).isEqualTo(text);
  }
}
