package radio.nightshift.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastingRunTest {
  private static final LastingRun RUN = LastingRun.of(List.of("cat", "a"), 100, Duration.ZERO);

  @Test
  void itsSecretsAreInNoTextOfIt() {
    LastingRun run = RUN.withSecret("KEY", "a b+c").hiding("a b+cdef").with("SIZE", "huge");
    assertThat(run.masked("a b+c, a b+cdef, a+b%2Bc, a%20b%2Bcdef, SIZE=huge"))
        .isEqualTo("***, ***, ***, ***, SIZE=huge");
    assertThat("" + run).as("itself in a log").isEqualTo("cat");
    assertThat(run.environment()).containsEntry("KEY", "a b+c").containsEntry("SIZE", "huge");
  }

  @Test
  void aSecretAmongTheArgumentsIsRefusedWithoutBeingRepeated() {
    LastingRun run = LastingRun.of(List.of("cat", "srt://host?passphrase=0123"), 1, Duration.ZERO);
    assertThatThrownBy(() -> run.hiding("0123"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'cat' holds a secret")
        .hasMessageNotContaining("0123");
  }

  @Test
  void anEmptySecretHidesNothing() {
    assertThat(RUN.hiding("").masked("text")).isEqualTo("text");
  }

  @Test
  void aRunWithoutLimitsIsRefused() {
    assertThatThrownBy(() -> LastingRun.of(List.of("cat"), 0, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 MB of memory");
  }
}
