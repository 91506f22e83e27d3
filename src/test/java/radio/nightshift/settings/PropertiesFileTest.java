package radio.nightshift.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings files as people and their editors leave them. */
class PropertiesFileTest {
  @TempDir Path folder;

  @Test
  void marksOfEditorsAreNoPartOfIt() throws Exception {
    String text =
        "\ufeffstation.home=/var\r\n\tstation.zone\t=\tEurope/Z\u00fcrich\r\n# a \\\r\n\r\n! b \\\r\nx=";
    assertThat(read(text.getBytes(StandardCharsets.UTF_8)))
        .hasSize(3)
        .containsEntry("station.home", "/var")
        .containsEntry("station.zone", "Europe/Z\u00fcrich")
        .containsEntry("x", "");
  }

  @Test
  void aDoubledBackslashIsOne() throws Exception {
    assertThat(read("a=x\\\\\nb=y\n".getBytes(StandardCharsets.UTF_8)))
        .containsEntry("a", "x\\")
        .containsEntry("b", "y");
  }

  @Test
  void whatWouldBeReadOtherwiseThanItLooksIsRefusedWithItsLine() {
    assertRefused(
        "a=b\nc=\u00fc\n".getBytes(StandardCharsets.ISO_8859_1), "line 2 is not in UTF-8");
    assertRefused(
        "a=1\n\nb=2\na=3".getBytes(StandardCharsets.UTF_8), "'a' stands in line 1 and in line 4");
    assertRefused("a=x\\\nb=y".getBytes(StandardCharsets.UTF_8), "line 1 ends in a backslash");
    assertRefused("a=\\u12".getBytes(StandardCharsets.UTF_8), "line 1 has a \\u without");
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertThatThrownBy(() -> PropertiesFile.read("--settings", folder))
        .isInstanceOf(SettingException.class)
        .hasMessage("--settings: '%s': that is a folder; give a file.".formatted(folder));
    assertThatThrownBy(() -> PropertiesFile.read("--settings", folder.resolve("none")))
        .isInstanceOf(SettingException.class)
        .hasMessageEndingWith("there is no such file; correct its path.");
  }

  private void assertRefused(byte[] bytes, String words) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(words);
  }

  private Properties read(byte[] bytes) throws Exception {
    return PropertiesFile.read("--settings", Files.write(folder.resolve("file"), bytes));
  }
}
