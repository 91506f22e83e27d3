package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.support.LogLines;
import radio.nightshift.watchdog.State.Stage;

/** The state on disk: as it was written, or none and a line. */
class StateFileTest {
  private static final Instant NOW = Instant.parse("2026-06-10T12:00:00.123456789Z");

  @TempDir private Path home;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = home.resolve("watchdog").resolve("state");
  }

  @Test
  void noFileIsNoFailover() {
    assertThat(new StateFile(file).read()).isEqualTo(State.watching());
  }

  @ParameterizedTest
  @EnumSource
  void isReadAsItWasWritten(Stage stage) throws IOException {
    State state =
        new State(stage, Duration.ofMillis(123_456), NOW, 3, true, stage.ordinal() % 2 == 0);
    new StateFile(file).write(state);
    assertThat(new StateFile(file).read()).isEqualTo(state);
  }

  @Test
  void isWrittenOnlyWhileSomethingGoesOn() throws IOException {
    StateFile kept = new StateFile(file);
    State quiet = State.watching();
    kept.write(quiet);
    Files.delete(file);
    kept.write(quiet.advanced(NOW, Duration.ofMinutes(5)));
    assertThat(file).as("a file for nothing new").doesNotExist();

    State waiting = quiet.to(Stage.WAITING);
    kept.write(waiting);
    kept.write(waiting.advanced(NOW, Duration.ofMinutes(5)));
    assertThat(kept.read().lasted()).isEqualTo(Duration.ofMinutes(5));
    kept.write(quiet);
    assertThat(kept.read().stage()).isEqualTo(Stage.WATCHING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0000\u0000\u0000",
        "nightshift failover 2\nstage waiting\n",
        "nightshift failover 1\n",
        "nightshift failover 1\nstage\nlasted\n",
        "stage waiting\nlasted PT1S\nround 2026-06-10T12:00:00Z\nfailed-returns 0\n",
      })
  void whatIsNoStateIsLeft(String text) throws IOException {
    assertLeft(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stage asleep",
        "stage STARTING\u0130",
        "lasted -PT1S",
        "lasted P99999999D",
        "lasted soon",
        "round yesterday",
        "round +1000000001-01-01T00:00:00Z",
        "failed-returns -1",
        "failed-returns 99999999999",
        "answered perhaps",
        "ours",
      })
  void whatCannotBeIsLeft(String line) throws IOException {
    String name = line.split(" ")[0];
    new StateFile(file).write(State.watching().to(Stage.STARTING));
    String text = Files.readString(file).replaceFirst("(?m)^" + name + " .*$", line);
    assertLeft(text);
  }

  @Test
  void bytesAndSizesOfStrangersAreLeft() throws IOException {
    byte[] bytes = new byte[8 << 20];
    Arrays.fill(bytes, (byte) 0xff);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    assertThat(new StateFile(file).read()).isEqualTo(State.watching());
  }

  @Test
  void aFolderInItsPlaceIsLeftAndCannotBeReplaced() throws IOException {
    Files.createDirectories(file.resolve("more"));
    StateFile kept = new StateFile(file);
    assertThat(kept.read()).isEqualTo(State.watching());
    assertThatThrownBy(() -> kept.write(State.watching())).isInstanceOf(IOException.class);
  }

  private void assertLeft(String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    try (LogLines log = LogLines.open()) {
      assertThat(new StateFile(file).read()).as(text).isEqualTo(State.watching());
      assertThat(log.warnings(file.toString())).as("lines about: " + text).hasSize(1);
    }
  }
}
