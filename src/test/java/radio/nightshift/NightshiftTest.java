package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import radio.nightshift.support.CommandRun;
import radio.nightshift.support.Integration;

/** What a command that fails says of it. */
@Integration
class NightshiftTest {
  private static final String FORM = "nightshift.log.form";

  @TempDir Path folder;

  @AfterEach
  void forPeople() {
    System.clearProperty(FORM);
  }

  private String failure() {
    Properties settings = new Properties();
    settings.setProperty("station.home", "a?b");
    return CommandRun.with(settings, folder.resolve("settings.properties"), "status").err();
  }

  @Test
  void inTheJournalTheLineIsAnError() {
    // The log reads its form when it begins, which may be now.
    LoggerFactory.getILoggerFactory();
    assertThat(failure()).startsWith("nightshift: station.home is 'a?b'");
    System.setProperty(FORM, "journal");
    assertThat(failure()).startsWith("<3>nightshift: station.home is 'a?b'");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "run, the station cannot start: torn (IOException; log.level=DEBUG says more)",
        "status, 'nightshift status' has failed: torn (IOException)"
      })
  void onlyARunIsAStart(String command, String line) {
    CommandLine failed = Nightshift.commands().getSubcommands().get(command);
    assertThat(Nightshift.explanation(new IOException("torn"), failed)).isEqualTo(line);
  }
}
