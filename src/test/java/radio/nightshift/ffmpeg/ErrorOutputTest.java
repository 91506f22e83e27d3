package radio.nightshift.ffmpeg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorOutputTest {
  private final ErrorOutput output = new ErrorOutput();

  @Test
  void littleIsKeptAsItIs() {
    write("one\ntwo");
    assertThat(output.text()).isEqualTo("one\ntwo");
  }

  @Test
  void ofMuchTheLastWholeLinesAreKept() {
    write("secret\n".repeat(20_000));
    write("the end\n");
    assertThat(output.text())
        .as("what is kept")
        .startsWith("secret\n")
        .endsWith("secret\nthe end\n")
        .hasSizeBetween(ErrorOutput.KEPT - 7, ErrorOutput.KEPT);
  }

  @Test
  void aLineThatIsLongerThanThatIsDropped() {
    write("x".repeat(ErrorOutput.KEPT + 1));
    assertThat(output.text()).isEmpty();
    write("\nthe end");
    assertThat(output.text()).isEqualTo("the end");
  }

  private void write(String text) {
    output.write(text.getBytes(UTF_8), text.length());
  }
}
